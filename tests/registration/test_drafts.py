from datetime import timedelta
from ndl.registration.clock import now
from ndl.registration.documents.intake import KeptPicture
from ndl.registration.documents.intake import replace_pictures
from ndl.registration.documents.intake import take_picture
from ndl.registration.settings import settings

import time_machine


class TestDrafts:
    def test_gives_back_what_was_kept(self, drafts, kept, photo):
        other = take_picture("back.png", photo("green"))
        drafts.put("owner", "secret", [kept, other])
        assert drafts.get("owner", "secret") == (kept, other)

    def test_needs_the_secret(self, drafts, kept):
        drafts.put("owner", "secret", [kept])
        assert drafts.get("owner", "guess") == ()
        assert drafts.get("stranger", "secret") == ()

    def test_what_is_stored_is_unreadable(self, drafts, kept):
        drafts.put("owner", "secret", [kept])
        ((key, draft),) = drafts._drafts.items()
        with draft.blobs[0].open("r") as stream:
            stored = stream.read()
        assert "owner" not in key
        assert kept.picture.data[:16] not in stored
        assert b"licence.jpg" not in stored

    def test_choosing_again_replaces(self, drafts, kept, photo):
        other = take_picture("other.jpg", photo("red"))
        drafts.put("owner", "secret", [kept])
        drafts.put("owner", "secret", [other])
        assert drafts.get("owner", "secret") == (other,)
        assert len(list(drafts._drafts.items())) == 1

    def test_none_empties(self, drafts, kept):
        drafts.put("owner", "secret", [kept])
        drafts.put("owner", "secret", [])
        assert list(drafts._drafts.items()) == []
        assert drafts._expiries.count(1) == 0

    def test_expires(self, drafts, kept):
        lifetime = settings().confirm_lifetime
        with time_machine.travel(now(), tick=False) as clock:
            drafts.put("owner", "secret", [kept])
            clock.shift(timedelta(seconds=lifetime - 1))
            assert drafts.get("owner", "secret")
            clock.shift(timedelta(seconds=1))
            assert drafts.get("owner", "secret") == ()

    def test_expired_ones_go_as_new_ones_come(self, drafts, kept):
        with time_machine.travel(now(), tick=False) as clock:
            for number in range(300):
                drafts.put(f"old {number}", "secret", [kept])
            clock.shift(timedelta(days=1))
            for number in range(200):
                drafts.put(f"new {number}", "secret", [kept])
            assert drafts.get("new 0", "secret")
        left = len(list(drafts._drafts.items()))
        assert left < 300
        assert left == drafts._expiries.count(1000)

    def test_answers_lie_beside_the_pictures(self, drafts, kept):
        drafts.put_answers("owner", "secret", {"state": "国立"})
        drafts.put("owner", "secret", [kept])
        assert drafts.answers("owner", "secret") == {"state": "国立"}
        assert drafts.get("owner", "secret") == (kept,)
        drafts.put("owner", "secret", [])
        assert drafts.answers("owner", "secret") == {"state": "国立"}
        drafts.remove("owner")
        assert drafts.answers("owner", "secret") == {}
        assert drafts._expiries.count(1) == 0

    def test_answers_are_unreadable_and_need_the_secret(self, drafts):
        drafts.put_answers("owner", "secret", {"state": "Kunitachi"})
        ((_key, draft),) = drafts._drafts.items()
        assert b"Kunitachi" not in draft.answers
        assert drafts.answers("owner", "guess") == {}
        assert drafts.answers("stranger", "secret") == {}

    def test_answers_expire(self, drafts):
        lifetime = settings().confirm_lifetime
        with time_machine.travel(now(), tick=False) as clock:
            drafts.put_answers("owner", "secret", {"state": "x"})
            clock.shift(timedelta(seconds=lifetime))
            assert drafts.answers("owner", "secret") == {}


class TestReplace:
    def make(self, kept, name, slot=1):
        return KeptPicture(name, kept.picture, slot)

    def test_by_place(self, kept):
        one, two = self.make(kept, "a"), self.make(kept, "b", 2)
        other = self.make(kept, "c")
        assert replace_pictures([one, two], [other]) == (other, two)
        assert replace_pictures([one], [two]) == (one, two)
        assert replace_pictures([one, two], [], [1]) == (two,)
        assert replace_pictures([one, two], [other], [1]) == (other, two)
        assert replace_pictures([], [two]) == (two,)

    def test_back_side_keeps_its_place(self, drafts, kept):
        drafts.put("owner", "secret", [self.make(kept, "back", 2)])
        (back,) = drafts.get("owner", "secret")
        front = self.make(kept, "front")
        assert replace_pictures([back], [front]) == (front, back)


class TestNames:
    def test_are_shown_without_tricks(self, portal, photo):
        for name, shown in [
            ("../../etc/passwd.jpg", "passwd.jpg"),
            ("C:\\pics\\id.png", "id.png"),
            ("a\x00b\u202egpj.exe", "abgpj.exe"),
            ("x" * 300 + ".jpg", ("x" * 300 + ".jpg")[-80:]),
            ("運転免許証.jpg", "運転免許証.jpg"),
        ]:
            assert take_picture(name, photo()).name == shown
