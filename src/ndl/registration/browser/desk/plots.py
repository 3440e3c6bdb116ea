"""Plots as static SVG, readable without colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from lxml.etree import _Element
from pygal import Bar
from pygal import HorizontalBar
from pygal.style import Style
from typing import Any


_LOOK = {
    "background": "#ffffff",
    "plot_background": "#ffffff",
    "foreground": "#212529",
    "foreground_strong": "#000000",
    "foreground_subtle": "#6c757d",
    "opacity": "1",
    "font_family": "sans-serif",
    "label_font_size": 15,
    "major_label_font_size": 15,
    "legend_font_size": 16,
    "title_font_size": 18,
    "value_font_size": 15,
    "no_data_font_size": 24,
}
# A dark and a light colour, with an outline; numbers are printed on the light one.
_DARK, _LIGHT = "#1d3557", "#ffd166"
_CSS = (
    "file://style.css",
    "file://graph.css",
    "inline:.bar rect.rect{stroke:#212529 !important}",
)
WIDTH, HEIGHT = 640, 320
_ROW_HEIGHT = 36
_LABELS = 5
_TICKS = 6
_STILL = ("script", "desc", "title")


@dataclass(frozen=True)
class Series:
    """Values of one kind, in the order of the labels."""

    title: str
    values: Sequence[int | None]


def bars(
    title: str, labels: Sequence[str], series: Sequence[Series], none: str
) -> bytes:
    """A bar chart over time; shows the text `none` where there are no data."""
    chart = Bar(
        **_options(title, none, (_DARK, _LIGHT)),
        height=HEIGHT,
        show_minor_x_labels=False,
    )
    chart.x_labels = list(labels)
    chart.x_labels_major = list(labels[:: max(1, -(-len(labels) // _LABELS))])
    return _drawn(chart, series)


def rows(title: str, labels: Sequence[str], values: Series, none: str) -> bytes:
    """A chart of horizontal bars, the first on top; the text `none` if without data."""
    chart = HorizontalBar(
        **_options(title, none, (_LIGHT,)),
        height=HEIGHT // 2 + _ROW_HEIGHT * len(labels),
        show_legend=False,
        print_values=True,
    )
    chart.x_labels = list(reversed(labels))
    return _drawn(chart, [Series(values.title, list(reversed(values.values)))])


def _options(title: str, none: str, colors: tuple[str, ...]) -> dict[str, Any]:
    return {
        "title": title,
        "no_data_text": none,
        "style": Style(**_LOOK, colors=colors),
        "css": _CSS,
        "js": (),
        "width": WIDTH,
        "legend_at_bottom": True,
        "include_x_axis": True,
        "truncate_label": -1,
        "value_formatter": "{:.0f}".format,
        "truncate_legend": 60,
    }


def _drawn(chart: Any, series: Sequence[Series]) -> bytes:
    for one in series:
        chart.add(one.title, list(one.values))
    most = max((value or 0 for one in series for value in one.values), default=0)
    # Counts have no halves: ticks are whole numbers.
    step = max(1, -(-most // _TICKS))
    chart.y_labels = list(range(0, most + step, step)) if most else [0, 1]
    chart.add_xml_filter(_still)
    return bytes(chart.render())


def _still(root: _Element) -> _Element:
    """Remove scripts and animation, which the content security policy blocks."""
    for element in list(root.iter("*")):
        name = str(element.tag).rpartition("}")[2]
        if name in _STILL or "tooltip" in element.get("class", "").split():
            element.getparent().remove(element)
    return root
