"""Any HTML → HTML that the standard library's parser reads fast and the same way everywhere.

``html.parser`` and bs4 are quadratic on unfinished tags and comments, on tens of thousands of
attributes and on end tags after many ``<br>``; they raise on long character references, and
from one Python release to the next they disagree about broken markup. So the markup is cut
up here as a browser does it, in one pass without going back, and only tags and
attributes that mean something to the readers are passed on.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html.entities import html5
from typing import Final, Protocol


class Element(Protocol):
    """The interface of an element of the tree that bs4 makes; children are elements and str."""

    @property
    def name(self) -> str: ...
    @property
    def attrs(self) -> Mapping[str, str]: ...
    @property
    def contents(self) -> Sequence[object]: ...
    def find(self, name: str, attrs: Mapping[str, str] = ...) -> Element | None: ...
    def find_all(self, name: Sequence[str], *, id: bool) -> Iterable[Element]: ...


UNREAD: Final = frozenset(("noscript", "svg", "template"))
"""The elements that hide their content; one that never ends hides nothing."""

_END_PICTURES: Final = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li "
    "listing menu meta nobr ol p pre ruby s small span strike strong sub sup table tt u ul "
    "var".split()
)
"""The elements that end an ``svg`` where they begin, as a browser has it."""

VOID: Final = frozenset(("br", "hr", "img"))

ELEMENTS: Final = VOID | frozenset(
    "a address article aside b blockquote caption center code dd details dialog dir div dl dt em "
    "fieldset figcaption figure footer foreignobject form h1 h2 h3 h4 h5 h6 header hgroup i kbd "
    "legend li main menu nav noscript ol optgroup option p pre samp section span strong sub "
    "summary sup svg table tbody td template tfoot th thead tr tt ul".split()
)
"""The elements that are passed on. Other tags are dropped; their content stays."""

ATTRIBUTES: Final = frozenset(
    "alt class colspan data-cells data-entries data-heading data-language "
    "data-level data-start data-title data-url href id reversed role rowspan src start title "
    "value".split()
)

MOST_OPEN: Final = 1_000
"""Elements that may be open at once; deeper ones lose their tags and keep their text.

For a text after an element, bs4 goes through all that are open.
"""

SPACE_RUN: Final = re.compile("[ \t\n\f]+")
"""What is one space where text is shown."""

_WITHOUT_TEXT: Final = ("iframe", "noembed", "noframes", "script", "style", "title")
_RAW_TEXT: Final = frozenset((*_WITHOUT_TEXT, "textarea", "xmp"))
_RAW_END: Final = {
    name: re.compile(rf"</{name}(?=[\t\n\f />])", re.IGNORECASE) for name in _RAW_TEXT
}

_RAW_END_IN_PICTURE: Final = {
    name: re.compile(rf"<(?:/{name}|{'|'.join(_END_PICTURES)})(?=[\t\n\f />])", re.IGNORECASE)
    for name in _RAW_TEXT
}
"""What ends raw text in an ``svg`` or a formula: what ends these does too."""

_MARKUP: Final = re.compile(r"<(?:(/?)([a-zA-Z][^\t\n\f />]*)|(!--)|[!?/])")
_ATTRIBUTE: Final = re.compile(
    r"[\t\n\f /]*([^\t\n\f />][^\t\n\f />=]*)"
    r"(?:[\t\n\f ]*=[\t\n\f ]*(?:\"([^\"]*)\"|'([^']*)'|([^\t\n\f >\"'][^\t\n\f >]*))?)?"
)
_TAG_END: Final = re.compile(r"[\t\n\f ]*(/?)[\t\n\f /]*>")
_COMMENT_END: Final = re.compile("--!?>")
_LONG_NUMBER: Final = re.compile("&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")


def tidy(source: str) -> str:
    """Return ``source`` with its tags complete, its attributes quoted and its text escaped.

    Comments, scripts, styles, unknown tags and stray end tags are dropped. A tag that never
    ends is text. Takes time linear in the length of ``source``.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    last_end = source.rfind(">")
    ends = _LastEnds(source)
    endless: set[str] = set()
    pieces: list[str] = []
    elements = _OpenElements()
    is_in_picture = False
    position = 0
    while match := _MARKUP.search(source, position):
        start = match.start()
        if start > last_end:
            break
        pieces.append(_normalized_text(source[position:start]))
        closing, name, comment = match.groups()
        if name is None:
            position = _comment_end(source, start, endless) if comment else 0
            position = position or source.index(">", start) + 1
            continue
        name = name.lower()
        attributes, end = _attributes(source, match.end(), name in ELEMENTS and not closing)
        tag_end = _TAG_END.match(source, end)
        if tag_end is None:
            position = start
            break
        position = tag_end.end()
        if name in ("svg", "math"):
            is_in_picture = not (closing or tag_end[1])
        elif name == "foreignobject" or (name in _END_PICTURES and not closing):
            is_in_picture = False
        if name in _END_PICTURES and elements.is_in_picture():
            pieces.append(elements.close("svg"))
        if name == "br" or (name in VOID and not closing):
            pieces.append(f"<{name}{attributes}/>")
        elif closing:
            pieces.append(elements.close(name))
        elif name in UNREAD and (position > ends.of(name) or (name == "svg" and tag_end[1])):
            continue
        elif name in ELEMENTS:
            if elements.open(name):
                pieces.append(f"<{name}{attributes}>")
        elif name in _RAW_TEXT and not tag_end[1]:
            is_foreign = is_in_picture or elements.is_in_picture()
            end_of = (_RAW_END_IN_PICTURE if is_foreign else _RAW_END)[name]
            raw_end = None if name in endless else end_of.search(source, position)
            if raw_end:
                if name not in _WITHOUT_TEXT:
                    pieces.append(_normalized_text(source[position : raw_end.start()]))
                position = raw_end.start()
            elif name in ("script", "style"):
                return "".join(pieces)
            else:
                endless.add(name)
        elif not (tag_end[1] and elements.is_in_picture()):
            elements.open(name)
    pieces.append(_normalized_text(source[position:]))
    return "".join(pieces)


class _LastEnds:
    """Where the last end tag of an element begins that hides its content; -1 without one."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._found: dict[str, int] = {}

    def of(self, name: str) -> int:
        if name not in self._found:
            ends = re.finditer(f"</{name}", self._source, re.IGNORECASE)
            self._found[name] = max((end.start() for end in ends), default=-1)
        return self._found[name]


class _OpenElements:
    """The elements that are open; as in bs4, an end tag ends all back to the last of its name.

    Unknown ones are among them, though not written: their end tag ends an ``svg`` in them, but no
    other known element.
    """

    def __init__(self) -> None:
        self._names: list[str] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        """The places among them of those with each name."""
        self._known: list[int] = []
        """The places of the known ones but for ``svg``."""

    def is_in_picture(self) -> bool:
        """Whether an ``svg`` is open, and in it nothing that may hold HTML."""
        return bool(self._places["svg"]) and not self._places["foreignobject"]

    def open(self, name: str) -> bool:
        """Open an element, and return whether to write its tag."""
        place = len(self._names)
        self._names.append(name)
        self._places[name].append(place)
        if name in ELEMENTS and name != "svg":
            self._known.append(place)
        return name in ELEMENTS and self._depth <= MOST_OPEN

    def close(self, name: str) -> str:
        """End the last element called ``name``, and return the end tags to write."""
        places = self._places[name]
        is_known = name in ELEMENTS
        if not places or (not is_known and self._known and self._known[-1] > places[-1]):
            return ""
        ended: list[str] = []
        while not ended or ended[-1] != name:
            ended.append(self._names.pop())
            last = self._places[ended[-1]].pop()
            if self._known and self._known[-1] == last:
                self._known.pop()
        if not is_known:
            return "</svg>" * ended.count("svg")
        return f"</{name}>" if self._depth < MOST_OPEN else ""

    @property
    def _depth(self) -> int:
        return len(self._known) + len(self._places["svg"])


def _comment_end(source: str, start: int, endless: set[str]) -> int:
    """Return the end of the comment at ``start``; 0 if it is never closed."""
    end = None if "!--" in endless else _COMMENT_END.search(source, start + 2)
    if end is None:
        endless.add("!--")
        return 0
    return end.end()


def _attributes(source: str, position: int, wanted: bool) -> tuple[str, int]:
    """Return the attributes that start at ``position``, rewritten, and their end."""
    found: dict[str, str] = {}
    while match := _ATTRIBUTE.match(source, position):
        position = match.end()
        if wanted:
            name, *values = match.groups()
            name = name.lower()
            if name in ATTRIBUTES:
                found.setdefault(name, next(filter(None, values), ""))
    return "".join(
        [f' {name}="{_normalized_value(value)}"' for name, value in found.items()]
    ), position


def _normalized_value(source: str) -> str:
    """Return an attribute's value like text; ``&copy=`` in it, as in addresses, is no reference."""
    return _normalized_text(
        _NAMED_REFERENCE.sub(_value_reference, source) if "&" in source else source
    )


def _value_reference(match: re.Match[str]) -> str:
    name, end = match.groups()
    is_reference = (f"{name};" if end == ";" else name) in html5 and end != "="
    return match[0] if is_reference else f"&amp;{name}{end}"


_NAMED_REFERENCE: Final = re.compile("&([a-zA-Z][a-zA-Z0-9]*)([;=]?)")


def _normalized_text(source: str) -> str:
    """Return text with its character references resolved and re-escaped."""
    if "&" in source:
        source = html.unescape(_LONG_NUMBER.sub("\ufffd", source)).replace("&", "&amp;")
    return source.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
