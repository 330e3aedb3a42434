"""Tables as people paste them: out of Excel, out of Word, or typed into an e-mail."""

import re

SPACES = re.compile("[\u00a0\u2007\u202f]")
INVISIBLE = re.compile("[\u200b\ufeff]")
DELIMITERS = "\t;|"


def rows(text: str) -> list[list[str]]:
    """The cells, trimmed. Empty cells stay, lines without any content are dropped, rows keep their own length.

    A tab anywhere means a table copied from a program; else the first line tells whether `;` or `|` divides it.
    """
    return [cells for _number, cells in numbered_rows(text)]


def numbered_rows(text: str) -> list[tuple[int, list[str]]]:
    """The same, each with its number in what was pasted, where empty lines count too."""
    text = INVISIBLE.sub("", SPACES.sub(" ", text)).replace("\r\n", "\n").replace("\r", "\n")
    delimiter = _delimiter(text)
    table = [[cell.strip() for cell in row] for row in _cells(text, delimiter)]
    return [(number, row) for number, row in enumerate(table, start=1) if any(row)]


def _delimiter(text: str) -> str:
    if "\t" in text:
        return "\t"
    first = next((line for line in text.splitlines() if line.strip()), "")
    return next((delimiter for delimiter in DELIMITERS if delimiter in first), "\t")


def _cells(text: str, delimiter: str) -> list[list[str]]:
    """A cell runs to the next delimiter or line feed, unless it is quoted as a whole."""
    end = f"[{re.escape(delimiter)}\n]"
    cell = re.compile(rf'(?:"(?P<quoted>(?:[^"]|"")*)"(?={end})|.*?)(?P<end>{end})', re.DOTALL)
    table: list[list[str]] = [[]]
    for match in cell.finditer(f"{text}\n"):
        quoted = match["quoted"]
        if quoted is not None and _is_quoted_by_program(quoted, delimiter):
            table[-1].append(quoted.replace('""', '"'))
        else:
            table[-1].append(match.group()[:-1])
        if match["end"] == "\n":
            table.append([])
    return table


def _is_quoted_by_program(content: str, delimiter: str) -> bool:
    """Excel quotes a cell only where it must; other quotes around a cell are somebody's own and stay."""
    return delimiter != "\t" or bool(re.search(r'[\t\n]|""', content))
