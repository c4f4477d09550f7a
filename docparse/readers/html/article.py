"""The elements of an article that ``render`` wrote → the nodes they were written from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final, TypeAlias, TypeVar, cast

import attrs

from docparse.nodes import (
    ROLES,
    Block,
    CodeBlock,
    CodeSpan,
    FaqItem,
    Heading,
    Image,
    Inline,
    KeyPoints,
    LineBreak,
    Link,
    List,
    ListItem,
    Node,
    Paragraph,
    Quote,
    Role,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    ThematicBreak,
    TocEntry,
    held_classes,
    holds_one,
    plain_text,
)
from docparse.readers.html.markup import Element
from docparse.renderers.html.page_tables import MOST_OMITTED
from docparse.renderers.html.wrappers import CLASS_OF

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")

_DEEPEST: Final = 256
"""Elements open at a time; ``render`` reaches Python's recursion limit earlier."""

_MOST_DIGITS: Final = 99

NodeT = TypeVar("NodeT", bound=Node)


class Foreign(Exception):
    """Raised for an article that ``render`` did not write."""


@attrs.frozen
class _Question:
    """The question of a FaqItem, whose answer follows."""

    paragraph: Paragraph


@attrs.frozen
class _HeaderRows:
    """The rows of a ``thead``, or the one of a ``caption``."""

    rows: tuple[TableRow, ...]


Part: TypeAlias = Any
"""The result for an element: a str, a node, a _Question or _HeaderRows; a list is spliced in."""


def _role_of(element: Element) -> Role | None:
    """Return the role that the class of an element says, None if it is another class or none."""
    name = element.attrs.get("class")
    return next((role for role in ROLES if role == name), None)


class ArticleReader:
    """Reads the elements of ``article`` back into nodes; raises Foreign for any other element."""

    def __init__(self, article: Element) -> None:
        self._article = article
        self._headings: dict[str, str] | None = None
        self._room = MOST_OMITTED
        # id(cell or item) → the element that names its heading
        self._ties: dict[int, Element] = {}

    def read(self, element: Element, depth: int = 1) -> Part:
        """Return what ``element`` was written from; ``depth`` elements are open."""
        if depth > _DEEPEST:
            raise Foreign
        parts: list[Part] = []
        for child in element.contents:
            if isinstance(child, str):
                parts.append(str(child))
                continue
            part = self.read(cast(Element, child), depth + 1)
            parts += part if isinstance(part, list) else [part]
        return self._part(element, parts)

    def _part(self, element: Element, parts: list[Part]) -> Part:
        role = _role_of(element)
        name = "" if role else element.attrs.get("class", "")
        wrapped = CLASS_OF.get((element.name, name))
        if wrapped is not None:
            node = _unwrapped(wrapped, parts)
            if role is None:
                return node
            if not isinstance(node, Quote):
                raise Foreign
            return attrs.evolve(node, role=role)
        reader = getattr(self, f"read_{element.name}", None)
        if reader is None:
            raise Foreign
        return reader(element, parts)

    # ------------------------------------------------------------------------------- inline

    def read_code(self, element: Element, parts: list[Part]) -> Part:
        return CodeSpan("".join(_all(str, parts)))

    def read_br(self, element: Element, parts: list[Part]) -> Part:
        return LineBreak()

    def read_img(self, element: Element, parts: list[Part]) -> Part:
        get = element.attrs.get
        return Image(_url_of(element, "src"), get("alt") or "", get("title"))

    def read_a(self, element: Element, parts: list[Part]) -> Part:
        if element.attrs.get("class") == "entry":
            return parts
        return Link(_line_parts(parts), _url_of(element, "href"), element.attrs.get("title"))

    def read_span(self, element: Element, parts: list[Part]) -> Part:
        attributes = element.attrs
        return Link(_line_parts(parts), attributes["data-url"], attributes.get("data-title"))

    # ------------------------------------------------------------------------------- blocks

    def read_heading(self, element: Element, parts: list[Part]) -> Part:
        if element.attrs.get("class") == "question":
            return _Question(Paragraph(_line_parts(parts)))
        level = element.attrs.get("data-level") or element.name[1:]
        return Heading(_whole_number(level), _line_parts(parts))

    read_h1 = read_h2 = read_h3 = read_h4 = read_h5 = read_h6 = read_summary = read_heading

    def read_p(self, element: Element, parts: list[Part]) -> Part:
        role = _role_of(element)
        if "class" in element.attrs and role is None:
            return self.read_heading(element, parts)
        return Paragraph(_line_parts(parts), role=role)

    def read_pre(self, element: Element, parts: list[Part]) -> Part:
        (code,) = _all(CodeSpan, parts)
        get = cast(Element, _first_element(element)).attrs.get
        name = get("class")
        language = get("data-language") if name is None else name.removeprefix("language-")
        return CodeBlock(code.text, language)

    def read_hr(self, element: Element, parts: list[Part]) -> Part:
        return ThematicBreak()

    def read_ul(self, element: Element, parts: list[Part]) -> Part:
        start = element.attrs.get("data-start", "1")
        return List(_all(ListItem, parts), start=_whole_number(start))

    def read_ol(self, element: Element, parts: list[Part]) -> Part:
        start = element.attrs.get("start", "1")
        return List(_all(ListItem, parts), ordered=True, start=_whole_number(start))

    def read_li(self, element: Element, parts: list[Part]) -> Part:
        if any(isinstance(part, Block) for part in parts) or not any(map(_is_content, parts)):
            item = ListItem(_all(Block, parts), role=_role_of(element))
        else:
            item = ListItem(Paragraph(_line_parts(parts)), role=_role_of(element))
        return self._tied(item, element)

    def read_div(self, element: Element, parts: list[Part]) -> Part:
        if element.attrs.get("class") in ("wide", "broad", "vast"):
            return list(_all(Block, parts))
        return self.read_faq_item(element, parts)

    def read_faq_item(self, element: Element, parts: list[Part]) -> Part:
        (question,) = _all(_Question, parts[:2])
        return FaqItem(question.paragraph, _all(Block, parts[2:]))

    read_details = read_faq_item

    # ------------------------------------------------------------------------------- tables

    def read_table(self, element: Element, parts: list[Part]) -> Part:
        head = [row for part in parts if isinstance(part, _HeaderRows) for row in part.rows]
        body = _all(TableRow, [part for part in parts if not isinstance(part, _HeaderRows)])
        return Table((*head, *body), len(head), role=_role_of(element))

    def read_caption(self, element: Element, parts: list[Part]) -> Part:
        cell = TableCell(_line_parts(parts))
        return _HeaderRows((self._row_of(element, (cell,)),))

    def _row_of(self, element: Element, cells: tuple[TableCell, ...]) -> TableRow:
        """Return a row without the cell that fills it up, or with those that its one cell spans."""
        size = element.attrs.get("data-cells")
        if size is None:
            return TableRow(cells)
        count = _whole_number(size)
        self._room -= max(count - len(cells), 0)
        if self._room < 0:
            raise Foreign
        return TableRow((*cells[:count], *[TableCell()] * (count - len(cells))))

    def read_thead(self, element: Element, parts: list[Part]) -> Part:
        return _HeaderRows(_all(TableRow, parts))

    def read_tbody(self, element: Element, parts: list[Part]) -> Part:
        return list(_all(TableRow, parts))

    def read_tr(self, element: Element, parts: list[Part]) -> Part:
        cells = _all(TableCell, parts)
        if len(cells) > 1:
            cells = self._spread(element, cells)
        return self._row_of(element, cells)

    def _spread(self, row: Element, cells: tuple[TableCell, ...]) -> tuple[TableCell, ...]:
        """Return ``cells`` with empty ones after each header that spans columns."""
        elements = [each for each in row.contents if not isinstance(each, str)]
        spread: list[TableCell] = []
        for each, cell in zip(cast("list[Element]", elements), cells, strict=False):
            spread.append(cell)
            if each.name == "th" and (columns := each.attrs.get("colspan")):
                missing = _whole_number(columns) - 1
                self._room -= missing
                if self._room < 0:
                    raise Foreign
                spread += [TableCell()] * missing
        return tuple(spread)

    def read_td(self, element: Element, parts: list[Part]) -> Part:
        return self._tied(TableCell(_line_parts(parts)), element)

    read_th = read_td

    # ----------------------------------------------------------------------------- contents

    def read_nav(self, element: Element, parts: list[Part]) -> Part:
        (content,) = _all((Table, List), parts)
        entries = element.attrs.get("data-entries")
        if entries is not None:
            pairs = json.loads(entries)
            return TableOfContents(_shared(content), [TocEntry(*pair) for pair in pairs])
        listing = KeyPoints(content).points
        return TableOfContents(
            content, [TocEntry(plain_text(part), self._heading_of(part)) for part in listing]
        )

    def _tied(self, part: NodeT, element: Element) -> NodeT:
        """Return ``part``, and remember the element that names its heading, if one does."""
        if "data-heading" in element.attrs:
            self._ties[id(part)] = element
            return part
        first = _first_element(element)
        if first is not None and first.name == "p":
            first = _first_element(first)
        if first is not None and first.attrs.get("class") == "entry":
            self._ties[id(part)] = first
        return part

    def _heading_of(self, part: Node) -> str | None:
        """Return the text of the heading that an entry of contents is tied to, None if to none."""
        tie = self._ties.get(id(part))
        if tie is None:
            return None
        heading = tie.attrs.get("data-heading")
        if heading is not None:
            return heading
        headings = self._read_headings() if self._headings is None else self._headings
        return headings[tie.attrs["href"].removeprefix("#")]

    def _read_headings(self) -> dict[str, str]:
        """Return the text of each heading of the article, by its id.

        Contents inside a heading, which no article has, find no headings, so it is refused.
        """
        found = self._headings = {}
        for element in self._article.find_all(HEADINGS, id=True):
            found[element.attrs["id"]] = plain_text(self.read(element))
        return found


def _unwrapped(cls: type[Node], parts: list[Part]) -> Node:
    """Return the ``cls`` that was written as an element with ``parts`` in it."""
    fields: dict[str, Any] = {}
    nodes = list(filter(_is_content, parts))
    for name in cls.HOLDS:
        kinds = held_classes(cls, name)
        if kinds == (Inline,):
            fields[name], nodes = _line_parts(parts), []
        elif holds_one(cls, name):
            (fields[name],), nodes = _all(kinds, nodes[:1]), nodes[1:]
        else:
            fields[name], nodes = _all(kinds, nodes), []
    if nodes:
        raise Foreign
    return cls(**fields)


def _is_content(part: Part) -> bool:
    return not isinstance(part, str) or bool(part.strip())


def _line_parts(parts: list[Part]) -> list[str | Inline]:
    """Return the parts of a line of text, without the newline ``render`` adds after ``<br>``."""
    found: list[str | Inline] = []
    for part in parts:
        if isinstance(part, str):
            after_break = bool(found) and isinstance(found[-1], LineBreak)
            found.append(part.removeprefix("\n") if after_break else part)
        elif isinstance(part, Inline):
            found.append(part)
        else:
            raise Foreign
    return found


def _all(kind: type[Any] | tuple[type[Any], ...], parts: Iterable[Part]) -> tuple[Any, ...]:
    """Return the parts, which must be of ``kind``, without the white space that ``render`` adds."""
    found = tuple(part for part in parts if isinstance(part, kind) or _is_content(part))
    if not all(isinstance(part, kind) for part in found):
        raise Foreign
    return found


def _shared(listing: Table | List) -> Table | List:
    """Return ``listing`` with equal rows or items as one object.

    An object that stands twice in contents makes ``render`` write the entries out.
    """
    if isinstance(listing, Table):
        rows: dict[TableRow, TableRow] = {}
        return attrs.evolve(listing, rows=[rows.setdefault(row, row) for row in listing.rows])
    items: dict[ListItem, ListItem] = {}
    return attrs.evolve(listing, items=[items.setdefault(item, item) for item in listing.items])


def _first_element(element: Element) -> Element | None:
    children = (child for child in element.contents if not isinstance(child, str))
    return cast("Element | None", next(children, None))


def _url_of(element: Element, name: str) -> str:
    return element.attrs.get("data-url") or element.attrs[name]


def _whole_number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > _MOST_DIGITS:
        raise Foreign
    return int(text)
