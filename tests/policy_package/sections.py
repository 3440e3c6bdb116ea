from ndl.registration.browser.account.sections import Section


class ReadingRoom(Section):
    """Shows the way to the reading room to patrons who reside in Japan."""

    @property
    def available(self):
        return self.patron.residence.in_japan

    def index(self):
        return '<section id="reading-room"><h2>Reading room</h2></section>'
