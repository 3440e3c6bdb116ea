"""The token against forged requests stays out of addresses, histories and logs."""

from ..pages.desk.conftest import log_in
from ..pages.desk.conftest import staff
from lxml import html
from pathlib import Path

import ndl.registration
import pytest
import re


__all__ = ["log_in", "staff"]

TEMPLATES = {
    path.name: path.read_text()
    for path in Path(ndl.registration.__file__).parent.rglob("*.pt")
    if 'method="get"' in path.read_text()
}
MUTED = re.compile(r'<input disabled="disabled"\s+name="_authenticator"')


@pytest.mark.security
@pytest.mark.parametrize("name", TEMPLATES)
def test_each_form_of_a_search_keeps_it_out(name):
    text = TEMPLATES[name]
    assert len(MUTED.findall(text)) == text.count('method="get"')


@pytest.mark.security
def test_plone_adds_none(log_in):
    page = html.fromstring(log_in("editor").get("registration-desk").text)
    (form,) = page.xpath("//form[@method='get'][contains(@action, 'desk')]")
    assert [key for key, _value in form.form_values() if key == "_authenticator"] == []
    assert form.xpath(".//input[@name='_authenticator']/@disabled") == ["disabled"]
