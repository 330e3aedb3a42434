"""Somebody who follows the manual to the letter: presses what it says in bold, in its order, on the pages that come."""

import re
from xml.etree.ElementTree import Element

import html5lib
from django.test import Client

from tests.web.help.reading import plain


class Walker:
    """Stands on a page, and `routes` tells the way there. `typed` is written into fields, by the end of their names."""

    def __init__(self, client: Client, start: str, typed: dict[str, object]) -> None:
        self.client, self.typed = client, typed
        self.routes: list[str] = []
        self._go(start)

    def _go(self, url: str, data: dict[str, object] | None = None) -> None:
        answer = self.client.get(url, follow=True) if data is None else self.client.post(url, data, follow=True)
        assert answer.status_code == 200, f"{url} answers {answer.status_code}"
        self.routes.append(answer.resolver_match.view_name)
        if "text/html" not in answer.headers["Content-Type"]:
            b"".join(answer)  # a download: one stays on the page
            return
        self.url = answer.redirect_chain[-1][0] if answer.redirect_chain else url
        self.page = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)

    def follow(self, label: str) -> None:
        """Press the link or the button of this label; a label of something else has only to be there to be read."""
        wanted = re.compile(re.escape(plain(label)).replace("…", ".+"))
        if (link := self._find("a", wanted)) is not None:
            self._go(self._absolute(link.get("href", "")))
        elif (button := self._find("button", wanted)) is not None:
            self._submit(button)
        else:
            assert self._reads(wanted), f"“{label}” does not stand on {self.url}"

    def _find(self, tag: str, wanted: re.Pattern[str]) -> Element | None:
        return next((one for one in self.page.iter(tag) if self._says(one, wanted)), None)

    def _reads(self, wanted: re.Pattern[str]) -> bool:
        return any(
            self._says(one, wanted) for tag in ("label", "legend", "summary", "h2") for one in self.page.iter(tag)
        )

    @staticmethod
    def _says(element: Element, wanted: re.Pattern[str]) -> bool:
        """What is seen, without what stands beside it for those who hear the page."""
        beside = [
            one for one in element.iter("span") if {"visually-hidden", "optional"} & set(one.get("class", "").split())
        ]
        text = "".join(element.itertext())
        for one in beside:
            text = text.replace("".join(one.itertext()), "")
        return wanted.fullmatch(plain(text)) is not None

    def _submit(self, button: Element) -> None:
        form = next(form for form in self.page.iter("form") if button in form.iter())
        data = dict(self._values(form))
        if button.get("name"):
            data[button.get("name", "")] = button.get("value", "")
        self._go(self._absolute(form.get("action") or ""), data)
        faults = [" ".join("".join(one.itertext()).split()) for one in self._faults()]
        assert faults == [], f"{self.url}: {faults}"

    def _faults(self) -> list[Element]:
        return [one for one in self.page.iter("section") if "form-errors" in one.get("class", "")]

    def _values(self, form: Element):
        """The form as it stands on the page, with what is typed into its empty fields."""
        for one in form.iter():
            name, kind = one.get("name"), one.get("type")
            if not name or one.tag == "button":
                continue
            if one.tag == "select":
                chosen = [option for option in one.iter("option") if option.get("selected") is not None]
                value: object = next(iter(chosen or one.iter("option"))).get("value")
            elif one.tag == "textarea":
                value = "".join(one.itertext()).removeprefix("\n")
            elif kind in {"checkbox", "radio"} and one.get("checked") is None:
                continue
            else:
                value = one.get("value", "")
            typed = next((text for ending, text in self.typed.items() if name.endswith(ending)), None)
            if typed is not None and (one.tag == "select" or not value):
                value = typed
            if kind != "file" or value:
                yield name, value

    def _absolute(self, address: str) -> str:
        path = self.url.partition("?")[0]
        return address if address.startswith("/") else path + address.partition("#")[0]
