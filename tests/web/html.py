"""Is a page valid HTML, and do its references lead somewhere."""

from collections import Counter

import html5lib

REFERENCES = ("for", "aria-describedby", "aria-labelledby", "list", "form")


def faults_of(page: str) -> list[str]:
    """Errors of the parser, ids given twice, and references to ids that are not there. Empty for a good page."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(page)
    faults = [f"line {line}: {code} {data}" for (line, _column), code, data in parser.errors]
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    faults += [f"id {name} stands {count} times" for name, count in ids.items() if count > 1]
    faults += [
        f'{element.tag} {attribute}="{name}" leads nowhere'
        for element in tree.iter()
        for attribute in REFERENCES
        for name in (element.get(attribute) or "").split()
        if name not in ids
    ]
    return faults + [
        f'link to "{link}" leads nowhere'
        for link in {element.get("href") for element in tree.iter("a")}
        if link and link.startswith("#") and link[1:] not in ids
    ]
