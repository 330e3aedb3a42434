"""An office with its officer, who reads English, and somebody who answers for an institution."""

import re

import html5lib
import pytest

from sekretariat.ground.actors import Role
from tests.factories import InstitutionFactory
from tests.web.letters.conftest import english, office, person_in

__all__ = ["english", "office"]


@pytest.fixture
def officer(english, office):
    return english(person_in(Role.OFFICER, office.unit))


@pytest.fixture
def coordinator(english):
    return english(person_in(Role.COORDINATOR, InstitutionFactory()))


def faulty_fields(page) -> list[str]:
    """The fields at which the page tells a mistake."""
    return re.findall(r'<p class="field-error" id="id_(\w+)_error"', page.content.decode())


def filled(page) -> dict[str, str]:
    """What the page's form would send as it stands."""
    tree = html5lib.parse(page.content.decode(), namespaceHTMLElements=False)
    form = next(one for one in tree.iter("form") if one.get("method") == "post" and one.get("novalidate") is not None)
    sent = {one.get("name"): one.get("value") or "" for one in form.iter("input") if one.get("type") != "checkbox"}
    sent |= {one.get("name"): "".join(one.itertext()).removeprefix("\n") for one in form.iter("textarea")}
    for select in form.iter("select"):
        chosen = [one.get("value") for one in select.iter("option") if one.get("selected") is not None]
        sent[select.get("name")] = chosen[0] if chosen else ""
    return sent
