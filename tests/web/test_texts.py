"""No text stands in a template outside the catalogue, and the catalogue is whole."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import Environment

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "src" / "sekretariat" / "web" / "jinja2"
# Names, which no language translates, and file endings.
NAMES = {"Sekretariat", "Shqip", "English", "security.txt"}
LETTERS = re.compile(r"[^\W\d_][\w.]*")


def texts_of(template: Path) -> list[str]:
    """Words that stand as they are between the tags of HTML and of Jinja."""
    lexed = Environment(extensions=["jinja2.ext.i18n"]).lex(template.read_text())
    plain, inside_trans = [], False
    for _line, kind, value in lexed:
        if kind == "name" and value in {"trans", "endtrans"}:
            inside_trans = value == "trans"
        elif kind == "data" and not inside_trans:
            plain.append(value)
        else:
            plain.append("\x00")  # an expression: keeps a tag that holds one in one piece
    html = "".join(plain)
    html = re.sub(r"<!--.*?-->|<(script|style|code|pre)\b.*?</\1>", " ", html, flags=re.S)
    html = re.sub(r"<[^<>]*>|&\w+;", " ", html)
    return LETTERS.findall(html)


@pytest.mark.parametrize(
    "template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_a_template_holds_no_text_outside_the_catalogue(template):
    assert [word for word in texts_of(template) if word not in NAMES] == []


def test_every_text_has_its_albanian_and_the_catalogue_is_up_to_date():
    checked = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "messages.py"), "check"], capture_output=True, text=True, check=False
    )

    assert checked.stdout == ""
    assert checked.returncode == 0
