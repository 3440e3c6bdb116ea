"""Steps of a visitor who forgot the password or the user ID."""

import re


NEW_PASSWORD = "Kawaguchi-815-k"
WIDGETS = "form.widgets."


def link_in(mail):
    return re.search(r"http\S+/reset-password\?token=\S+", mail.get_content())[0]


def ask_for_link(visitor, user_id, email):
    fields = {f"{WIDGETS}user_id": user_id, f"{WIDGETS}email": email}
    return visitor.submit("forgot-password", **fields, **{"form.buttons.send": "1"})


def ask_for_user_id(visitor, email, birth_date):
    fields = {f"{WIDGETS}email": email, f"{WIDGETS}birth_date": birth_date}
    return visitor.submit("resend-user-id", **fields, **{"form.buttons.send": "1"})


def passwords(password, again=None):
    return {
        f"{WIDGETS}password": password,
        f"{WIDGETS}password_again": password if again is None else again,
        "form.buttons.reset": "1",
    }


def set_password(visitor, link, password=NEW_PASSWORD, again=None):
    return visitor.submit(link, "reset-password", **passwords(password, again))
