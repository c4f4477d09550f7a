"""What may not come of a hostile text, judged on the tree that HTML5 parsers build."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence, Set
from typing import Final, NamedTuple

import html5lib
from selectolax.lexbor import LexborHTMLParser

from docparse.nodes import ROLES
from docparse.renderers.csv import unescape_formula
from docparse.renderers.html.fragment import LANGUAGE
from docparse.renderers.html.wrappers import WRAPPERS

MARKUP: Final = "unsafe markup"
SCHEME: Final = "unsafe scheme"
RAISED: Final = "exception"
NOT_UTF8: Final = "not UTF-8"
RECURSION: Final = "RecursionError"
GROWTH: Final = "growth > 6"
BROKEN: Final = "broken form"


class Fault(NamedTuple):
    """What went wrong: its kind, which is a column of the table, and what was seen."""

    kind: str
    seen: str


# ------------------------------------------------------------------------------------ two parsers

Attributes = dict[str, str]
Elements = list[tuple[str, Attributes]]
Parser = Callable[[str], Elements]


def lexbor_elements(html: str) -> Elements:
    found: Elements = []
    root = LexborHTMLParser(html).root
    assert root is not None
    for node in root.traverse(include_text=True):
        if node.tag != "-text":
            found.append((node.tag or "", {k: v or "" for k, v in node.attributes.items()}))
    return found


def html5lib_elements(html: str) -> Elements:
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return [(str(element.tag), dict(element.attrib)) for element in tree.iter()]


PARSERS: Final[Sequence[Parser]] = (lexbor_elements, html5lib_elements)
FAST: Final[Sequence[Parser]] = (lexbor_elements,)

# --------------------------------------------------------------------------------- closed lists

_SKELETON: Final = {"html", "head", "body"}
_TARGETS: Final = ("href", "src", "data-url")
_SCHEMES: Final = ("", "http", "https", "mailto", "tel")
_ID: Final = re.compile(r"h-(-|[^\W_])+")


class ClosedList(NamedTuple):
    """The elements and attributes that HTML may have, and its class names; None is any."""

    elements: Set[str]
    attributes: Set[str]
    classes: Set[str] | None


ELEMENTS: Final = frozenset(
    "nav h1 h2 h3 h4 h5 h6 p ul ol li pre hr div details summary "
    "table caption thead tbody tr th td a img code br span".split()
) | {wrapper.element for wrapper in WRAPPERS.values()}
"""Every element of an article, in a fragment or a page."""

ATTRIBUTES: Final = frozenset(
    "class id dir href title src alt start scope colspan aria-label role tabindex data-level "
    "data-heading data-entries data-url data-title data-language data-start data-cells "
    "data-pad".split()
)
"""Every attribute of an article; only ``href`` and ``src`` load or run anything."""

CLASSES: Final = (
    frozenset("contents entry faq-item question heading link wide broad vast number".split())
    | frozenset(ROLES)
    | {wrapper.name for wrapper in WRAPPERS.values() if wrapper.name}
)
"""Every class name of an article, apart from the ``language-…`` of code."""

FRAGMENT: Final = ClosedList(_SKELETON | ELEMENTS, ATTRIBUTES, CLASSES)
PAGE: Final = ClosedList(
    FRAGMENT.elements | {"meta", "title", "link", "style", "main", "header", "time"},
    ATTRIBUTES | {"lang", "charset", "name", "content", "http-equiv", "rel", "datetime"},
    CLASSES | {"date", "unseen"},
)
MARKDOWN: Final = ClosedList(
    _SKELETON
    | set("p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code hr table thead tbody tr th td".split())
    | set("em strong a img br del s input sup section div span -comment".split()),
    set("href title src alt start align class style type checked disabled rel lang".split()),
    None,
)
"""What CommonMark and GFM have a sign for: what may come of a peer without raw HTML."""

_ALIGNED: Final = re.compile(r"text-align: ?(left|right|center);?")


def markup_faults(elements: Elements, allowed: ClosedList) -> Iterator[Fault]:
    """Yield what is not on the list, addresses that may not be followed, and names that shadow."""
    for tag, attributes in elements:
        if tag not in allowed.elements and not tag.startswith("<function Comment"):
            yield Fault(MARKUP, f"<{tag}>")
        for name, value in attributes.items():
            if name not in allowed.attributes:
                yield Fault(MARKUP, f"<{tag} {name}>")
            elif name in _TARGETS and scheme(value) not in _SCHEMES:
                yield Fault(SCHEME, f"<{tag} {name}={value!r}>")
            elif (
                (name == "id" and not _ID.fullmatch(value))
                or (name == "style" and not _ALIGNED.fullmatch(value))
                or (name == "class" and not _is_class(value, allowed.classes))
            ):
                yield Fault(MARKUP, f"<{tag} {name}={value!r}>")


def _is_class(value: str, classes: Set[str] | None) -> bool:
    plain = value.removeprefix("language-")
    return classes is None or value in classes or bool(plain != value and LANGUAGE.fullmatch(plain))


def scheme(url: str) -> str:
    """Return the scheme that a browser finds in ``url``, as the URL standard says."""
    url = url.strip("".join(map(chr, range(33))))
    url = re.sub("[\t\n\r]", "", url)
    match = re.match("([A-Za-z][A-Za-z0-9+.-]*):", url)
    return match[1].lower() if match else ""


def html_faults(
    html: str, allowed: ClosedList = FRAGMENT, parsers: Sequence[Parser] = PARSERS
) -> Iterator[Fault]:
    """Yield what ``parsers`` find in ``html`` that may not be there."""
    if not is_utf8(html):
        yield Fault(NOT_UTF8, ascii(html[:80]))
        html = re.sub("[\ud800-\udfff]", "\ufffd", html)
    for elements_of in parsers:
        elements = elements_of(html)
        if not elements:
            yield Fault(BROKEN, "an empty page")
        yield from markup_faults(elements, allowed)


def is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


# ------------------------------------------------------------------------------- other formats


def jsonld_faults(written: str) -> Iterator[Fault]:
    """Yield a fault unless an HTML parser gives ``written`` back from a script, one document."""
    if not is_utf8(written):
        yield Fault(NOT_UTF8, ascii(written[:80]))
        return
    page = f'<div><script type="application/ld+json">{written}</script><p>after</p></div>'
    tree = LexborHTMLParser(page)
    scripts = [node.text() for node in tree.css("script")]
    after = [node.text() for node in tree.css("div > p")]
    if scripts != [written] or after != ["after"] or len(tree.css("*")) != 6:
        yield Fault(MARKUP, f"JSON-LD ends its script: {written[:80]!a}")
    try:
        if set(json.loads(written)) != {"@context", "@graph"}:
            yield Fault(BROKEN, "JSON-LD of another shape")
    except ValueError as error:
        yield Fault(BROKEN, f"JSON-LD: {error}")


_SEPARATORS: Final = ",;\t"
_NOT_IN_FORMULAS: Final = ' \ufeff\xa0\u200b\u3000\t\r\n"“”'
_WIDE_SIGNS: Final = str.maketrans("＝＋－＠", "=+-@")
_AROUND_OPERATORS: Final = re.compile(r"[ \t\r\n]*([-+*/^&|!:(])[ \t\r\n]*")
_VALUE: Final = r"(?:\$?[A-Za-z]{1,2}\$?[1-9][0-9]{0,4}|[0-9]+(?:[.,][0-9]+)?%?)"
_SUM: Final = re.compile(rf"[-+@]{_VALUE}(?:[-+*/^&:]{_VALUE})+")
_CELL: Final = re.compile(r"[-+@]\$?[A-Za-z]{1,2}\$?[1-9][0-9]{0,4}")
_TO_CALL: Final = rf"[-+@](?:{_VALUE}[-+*/^&])*[A-Za-z.]+"
_CALL: Final = re.compile(rf"{_TO_CALL}(?:\([^()]*\)|\|'[^']*'![A-Z0-9]+)")


def csv_faults(kept: str, escaped: str) -> Iterator[Fault]:
    """Yield what a spreadsheet would run of ``escaped``, and what does not give ``kept`` back.

    A spreadsheet takes a comma for the separator, a semicolon or a tab, as its user's country
    or its dialog has it.
    """
    for separator in _SEPARATORS:
        for row in csv.reader(io.StringIO(escaped, newline=""), delimiter=separator):
            for cell in filter(_is_run, row):
                yield Fault(MARKUP, f"a formula, parted at {separator!r}: {cell[:80]!r}")
    rows, safe = (
        list(csv.reader(io.StringIO(text, newline=""), strict=True)) for text in (kept, escaped)
    )
    if [[unescape_formula(cell) for cell in row] for row in safe] != rows:
        yield Fault(BROKEN, f"CSV that does not come back: {escaped[:80]!a}")


def _is_run(cell: str) -> bool:
    """Tell whether ``cell`` surely is a formula: this knows less of them than what we write by."""
    start = cell.lstrip(_NOT_IN_FORMULAS).translate(_WIDE_SIGNS)
    formula = _AROUND_OPERATORS.sub(r"\1", start.rstrip(' "'))
    return (start[:1] == "=" and len(start) > 1) or any(
        pattern.fullmatch(formula) for pattern in (_SUM, _CELL, _CALL)
    )
