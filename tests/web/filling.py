"""A form of a page, filled in as a browser would send it: what stands in its fields, and what is typed over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from django.http import HttpResponse
from django.test import Client

NOT_SENT = {"submit", "button", "reset", "image", "file"}


@dataclass(frozen=True)
class Form:
    action: str
    fields: Mapping[str, Any]


def form_in(page: str, *, holding: str, at: str) -> Form:
    """The first form of the page that has a control with this name; `at` is the page's own address."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    for form in tree.iter("form"):
        if any(control.get("name") == holding for control in form.iter()):
            return Form(form.get("action") or at, _fields(form))
    raise AssertionError(f"{at} has no form with a control {holding!r}")


def _fields(form: Element) -> dict[str, Any]:
    sent: dict[str, list[str]] = {}
    for control in form.iter():
        name, kind = control.get("name"), control.get("type", "")
        if not name or kind in NOT_SENT or control.tag == "button":
            continue
        if control.tag == "select":
            options = list(control.iter("option"))
            chosen = [one for one in options if one.get("selected") is not None] or options[:1]
            values = [one.get("value", one.text or "") for one in chosen]
        elif kind in {"checkbox", "radio"}:
            values = [control.get("value", "on")] if control.get("checked") is not None else []
        else:
            values = ["".join(control.itertext()) if control.tag == "textarea" else control.get("value", "")]
        sent.setdefault(name, []).extend(values)
    return {name: values if len(values) > 1 else values[0] for name, values in sent.items() if values}


def fill(client: Client, address: str, *, holding: str, **typed: Any) -> HttpResponse:
    """Open the page, type into the form that has the control `holding`, and send it; it must be taken (302).

    A name with a hyphen is written with two underscores: `statement__text_sq`.
    """
    page = client.get(address)
    assert page.status_code == 200, f"{address}: {page.status_code}"
    form = form_in(page.content.decode(), holding=holding, at=address)
    given = {name.replace("__", "-"): value for name, value in typed.items()}
    answer = client.post(form.action, {**form.fields, **given})
    assert answer.status_code == 302, f"{form.action}: {answer.status_code}\n{faults_in(answer)}"
    return answer


def faults_in(answer: HttpResponse) -> str:
    """What the page says is wrong, for the message of a test."""
    tree = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
    said = [one for one in tree.iter() if "error" in (one.get("class") or "")]
    return "\n".join(" ".join("".join(one.itertext()).split()) for one in said)
