"""Draw the identity documents of the demo: `python -m scripts.demo_documents`.

Cards that resemble a driving licence, of people who do not exist. They are stored as
small files, so that the demo needs no fonts; the script needs `fonts-noto-cjk`.
"""

from dataclasses import dataclass
from ndl.registration.setuphandlers import demo
from pathlib import Path
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFont

import sys


FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
FOLDER = Path(demo.__file__).parent / "documents"
CARD = (1012, 638)
SCREEN = (1170, 2532)
COLORS = 24
INK, PAPER, TINT, RED = "#1f2d3a", "#eef3f6", "#cfdde6", "#b3261e"
SHOWA = 1925


def born(month: int = demo.BORN.month, day: int = demo.BORN.day) -> str:
    """The date of birth in years of the Shōwa era."""
    return f"昭和{demo.BORN.year - SHOWA}年{month}月{day}日生"


def _home() -> str:
    residence = demo.IN_JAPAN["residence"]
    return f"{residence.region}{residence.city}{residence.street}"


HOME = _home()
FORMER_HOME = "京都府相楽郡精華町精華台8-1-3"
NOTE = "見本 SPECIMEN　実在の人物・証明書ではありません"


@dataclass(frozen=True)
class Card:
    """Texts on the front of a card."""

    name: str
    holder: str
    number: str
    born: str = born()
    address: str = HOME
    is_screenshot: bool = False


CARDS = (
    Card("sakura", "申請　桜", "第 310412345670 号"),
    # Month and day are exchanged.
    Card("ken", "待機　健", "第 310498765430 号", born=born(1, 4)),
    Card("ume", "書類　梅", "第 310455512120 号", is_screenshot=True),
    # The address is the one before the last move; the back is empty.
    Card(
        "aoi", "照合　葵", "第 310477788890 号", address="京都府相楽郡精華町精華台8-1-3"
    ),
)


def draw_all(folder: Path) -> None:
    """Write all drawings to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for card in CARDS:
        front = _front(card)
        _save(
            _on_screen(front) if card.is_screenshot else front,
            folder,
            f"{card.name}-front",
        )
    _save(_back(), folder, "back")


def _save(image: Image.Image, folder: Path, name: str) -> None:
    few = image.quantize(COLORS, dither=Image.Dither.NONE)
    few.save(folder / f"{name}.png", optimize=True)


def _front(card: Card) -> Image.Image:
    image, pen = _sheet()
    rows = (
        ("氏名", card.holder, 44),
        ("", card.born, 36),
        ("住所", card.address, 32),
        ("交付", "令和06年04月10日 12345", 30),
    )
    for number, (label, text, size) in enumerate(rows):
        top = 60 + 72 * number
        pen.text((50, top + 8), label, INK, _font(24))
        pen.text((130, top), text, INK, _font(size))
        pen.line((40, top + 62, 972, top + 62), INK, 2)
    pen.rectangle((40, 362, 660, 426), fill="#f0c34a")
    pen.text((60, 366), "令和11年05月01日まで有効", INK, _font(40))
    pen.text((50, 450), "免許の条件等　眼鏡等", INK, _font(28))
    pen.text((50, 520), f"番号　{card.number}", INK, _font(34))
    _portrait(pen)
    pen.text((50, 582), NOTE, RED, _font(26))
    return image


def _back() -> Image.Image:
    image, pen = _sheet()
    pen.text((60, 44), "備　考", INK, _font(36))
    for number in range(6):
        top = 110 + 70 * number
        pen.rectangle((50, top, 962, top + 70), outline=INK, width=2)
    pen.text((70, 124), "記載事項なし", INK, _font(30))
    pen.text((50, 582), NOTE, RED, _font(26))
    return image


def _sheet() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", CARD, PAPER)
    pen = ImageDraw.Draw(image)
    for left in range(-CARD[1], CARD[0], 56):
        pen.line((left, CARD[1], left + CARD[1], 0), TINT, 3)
    pen.rounded_rectangle((8, 8, CARD[0] - 9, CARD[1] - 9), 28, outline=INK, width=4)
    return image, pen


def _portrait(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((712, 362, 962, 570), fill="#9fb8c8", outline=INK, width=2)
    pen.ellipse((782, 386, 892, 506), fill="#e9cdb5", outline=INK, width=2)
    pen.pieslice((742, 500, 932, 660), 180, 360, fill="#34506b")
    pen.pieslice((778, 372, 896, 470), 180, 360, fill=INK)


def _on_screen(card: Image.Image) -> Image.Image:
    """The card as a screenshot of a telephone's photo gallery."""
    screen = Image.new("RGB", SCREEN, "black")
    pen = ImageDraw.Draw(screen)
    pen.text((80, 50), "9:41", "white", _font(48))
    pen.rounded_rectangle((1000, 62, 1080, 100), 10, outline="white", width=4)
    pen.text((430, 150), "4月10日 10:15", "white", _font(44))
    width = SCREEN[0]
    size = (width, width * CARD[1] // CARD[0])
    shown = card.resize(size, Image.Resampling.NEAREST)
    screen.paste(shown, (0, (SCREEN[1] - shown.height) // 2))
    for number in range(4):
        left = 150 + 260 * number
        pen.ellipse((left, 2300, left + 90, 2390), outline="white", width=5)
    pen.rounded_rectangle((385, 2490, 785, 2502), 6, fill="white")
    return screen


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size)


def main() -> int:
    """Draw the documents into the package."""
    if not FONT.exists():
        print(f"{FONT} is missing: install fonts-noto-cjk.", file=sys.stderr)
        return 1
    draw_all(FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main())
