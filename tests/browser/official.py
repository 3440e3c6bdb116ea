"""A person on the way to an official registration, in a browser."""

from io import BytesIO
from PIL import Image
from PIL import ImageDraw
from secrets import token_hex


CONFIRM = "#content button.btn-primary[name='form.buttons.next']"


def picture(name, kind="JPEG", size=(1200, 760)):
    image = Image.new("RGB", size, "#dde6ee")
    ImageDraw.Draw(image).text((80, 80), name, fill="#224", font_size=60)
    data = BytesIO()
    image.save(data, kind)
    return {"name": name, "mimeType": f"image/{kind}", "buffer": data.getvalue()}


def open_form(person, patron_class="official", residence="japan"):
    """Start a registration with a new address, up to the page of the name."""
    address = f"{token_hex(6)}@example.org"
    person.ask_for_link(address)
    person.choose(patron_class, residence)
    return address


def open_address(person, patron_class="official"):
    """Continue to the page of the address."""
    address = open_form(person, patron_class)
    person.fill_in_name()
    person.go_on()
    return address


def open_document(person):
    """Continue to the page of the pictures of an official registration."""
    address = open_address(person)
    person.fill_in_address()
    person.go_on()
    return address


def open_password(person):
    """Continue to the password page of a simple registration."""
    address = open_address(person, "simple")
    person.fill_in_address()
    person.go_on()
    return address
