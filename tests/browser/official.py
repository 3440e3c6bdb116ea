"""Someone on the way to an official registration, in a browser."""

from io import BytesIO
from PIL import Image
from PIL import ImageDraw
from secrets import token_hex


CONFIRM = "#content button.btn-primary[name='form.buttons.confirm']"


def picture(name, kind="JPEG", size=(1200, 760)):
    image = Image.new("RGB", size, "#dde6ee")
    ImageDraw.Draw(image).text((80, 80), name, fill="#224", font_size=60)
    data = BytesIO()
    image.save(data, kind)
    return {"name": name, "mimeType": f"image/{kind}", "buffer": data.getvalue()}


def open_form(person, patron_class="official"):
    """Begin with an address of one's own."""
    address = f"{token_hex(6)}@example.org"
    person.ask_for_link(address)
    person.page.check(f"#class-{patron_class}")
    person.press("form.buttons.enter")
    return address
