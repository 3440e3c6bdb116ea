"""What is written to patrons and colleagues, with the line ends of a form."""

from ndl.registration.account.application_steps import answer_question
from ndl.registration.documents.kinds import KIND_TABLE
from ndl.registration.library.requests.handle import TEXT_LENGTH
from ndl.registration.library.requests.handle import write_to_patron
from ndl.registration.library.requests.place import place_request
from ndl.registration.mail.shipped import mail_texts
from ndl.registration.mail.shipped import Text
from ndl.registration.mail.texts import own_text
from ndl.registration.mail.texts import set_text
from ndl.registration.notices.write import Proposal
from ndl.registration.review import decide
from ndl.registration.review.errors import LONGEST_NOTE
from ndl.registration.review.own_note import keep_own_note
from ndl.registration.review.own_note import note_mark
from ndl.registration.review.states import history_of
from ndl.registration.review.states import token_of

import pytest


def question(application, patron, text):
    decide.ask(application, text, token_of(application))
    return application.questions[-1].text


def answer(application, patron, text):
    question(application, patron, "What?")
    answer_question(patron, application.getId(), text)
    return application.questions[-1].answer


def note(application, patron, text):
    decide.decline(application, ("expired",), text, token_of(application))
    return patron.notices[-1].fact("note")


def own_note(application, patron, text):
    keep_own_note(application, text, note_mark(application))
    return application.own_note


def message(application, patron, text):
    request = place_request(patron, "article-research", {"title": "x"})
    return write_to_patron(request, text, request.mark).text


def test_comments_for_colleagues_are_kept_so(waiting):
    decide.take_step(waiting, "claim", comment=" a\r\nb \r\n")
    assert history_of(waiting)[-1]["comments"] == "a\nb"


@pytest.mark.parametrize(
    ("write", "longest"),
    [
        (question, LONGEST_NOTE),
        (answer, LONGEST_NOTE),
        (note, LONGEST_NOTE),
        (own_note, LONGEST_NOTE),
        (message, TEXT_LENGTH),
    ],
)
def test_lines_are_kept_and_counted_as_they_are_read(
    waiting, applicant, write, longest
):
    lines = ["a", "", *["b"] * (longest // 2 - 2), "c"]
    kept = "\n".join(lines)
    assert len(kept) == longest
    assert write(waiting, applicant, "\r\n".join(["", *lines, ""])) == kept


def test_html_has_no_signs_of_line_ends(portal):
    texts = {"en": "<p>One</p>\r\n<p>Two<br>\r\nlines</p>\r\n", "ja": ""}
    wording = Proposal({}, texts, None, None).wording()
    assert "\r" not in wording.texts["en"]
    assert "&#13;" not in wording.texts["en"]


def test_rows_of_tables_are_kept_so(portal):
    values = KIND_TABLE.values_of("passport")
    KIND_TABLE.change("passport", values | {"hint_en": "Open.\r\nFlat.\r\n"})
    assert KIND_TABLE.values_of("passport")["hint_en"] == "Open.\nFlat."


def test_mails_of_a_library_are_kept_so(portal):
    mail = mail_texts()["registration-link"]
    set_text(mail, "en", Text("Hi", "Open $link\r\n\r\nnow.\r\n"))
    assert own_text(mail, "en").body == "Open $link\n\nnow.\n"
