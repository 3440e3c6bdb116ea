from ndl.registration.browser.account.sections import Section


class ReadingRoom(Section):
    """Tells where the reading room is, to patrons of Japan."""

    @property
    def available(self):
        return self.patron.residence.in_japan

    def index(self):
        return '<section id="reading-room"><h2>Reading room</h2></section>'
