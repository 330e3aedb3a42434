"""The catalogue of Albanian texts: collect, check, compile. Needs no gettext programs.

python scripts/messages.py collect   new message ids into locale/sq/LC_MESSAGES/django.po
python scripts/messages.py check     fails while a message id has no Albanian, or the catalogue is behind the code
python scripts/messages.py compile   writes the .mo file that Django reads, where it is older
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale" / "sq" / "LC_MESSAGES" / "django.po"
# Texts of packages whose own catalogues have no Albanian are collected from their sources.
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
OPTIONS = {"**.html": {"extensions": "jinja2.ext.i18n", "silent": "false"}, "**.txt": {"extensions": "jinja2.ext.i18n"}}
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3), "gettext_noop": None,
}  # fmt: skip
PACKAGES_HEADER = "Texts of packages"


def collected() -> Catalog:
    """Every message id of our own source."""
    catalog = Catalog(domain="django")
    source = ROOT / "src" / "sekretariat"
    found = extract_from_dir(source, METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",))
    for name, _line, message, comments, context in found:
        catalog.add(message, None, [(f"src/sekretariat/{name}", 0)], auto_comments=comments, context=context)
    return catalog


def current() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="sq", domain="django")


def is_of_package(message: object) -> bool:
    return PACKAGES_HEADER in getattr(message, "user_comments", [])


def merged() -> Catalog:
    """The catalogue with what the code says now; texts of packages, which no code of ours names, stay."""
    catalog, template = current(), collected()
    kept = [message for message in catalog if message.id and is_of_package(message)]
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    for message in kept:
        if catalog.get(message.id, message.context) is None:
            catalog.add(message.id, message.string, user_comments=[PACKAGES_HEADER], context=message.context)
    return catalog


def untranslated(catalog: Catalog) -> list[str]:
    missing = []
    for message in catalog:
        strings = message.string if isinstance(message.string, list | tuple) else [message.string]
        if message.id and (message.fuzzy or not all(strings)):
            missing.append(str(message.id))
    return missing


def write(catalog: Catalog) -> None:
    with PO.open("wb") as file:
        write_po(file, catalog, width=100, no_location=True, sort_output=True, include_previous=False)


def collect() -> None:
    catalog = merged()
    write(catalog)
    print(f"{len(catalog)} texts, {len(untranslated(catalog))} without Albanian.")


def check() -> None:
    catalog = current()
    behind = [m.id for m in collected() if m.id and catalog.get(m.id, m.context) is None]
    missing = untranslated(catalog)
    for text in behind:
        print(f"not collected yet (make messages): {text!r}")
    for text in missing:
        print(f"no Albanian: {text!r}")
    sys.exit(1 if behind or missing else 0)


def compile_() -> None:
    target = PO.with_suffix(".mo")
    if not target.exists() or target.stat().st_mtime < PO.stat().st_mtime:
        with target.open("wb") as file:
            write_mo(file, current())


if __name__ == "__main__":
    {"collect": collect, "check": check, "compile": compile_}[sys.argv[1]]()
