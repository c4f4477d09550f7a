"""Nodes → HTML elements: one method a kind, every character of text through one escape.

Two promises hold for what is written. Its text content, white space folded, is that of
:func:`docparse.nodes.plain_text`: there is white space wherever plain text has some, and no
word of ours. And ``docparse.from_html`` reads the same tree back; what an element cannot
carry by itself stands in a ``data-…`` attribute.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Final

from docparse.nodes import (
    CodeBlock,
    CodeSpan,
    Content,
    Document,
    Emphasis,
    Faq,
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
    Section,
    Strong,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    Text,
    ThematicBreak,
    cell_texts,
    last_filled,
    plain_text,
)
from docparse.renderers.html_text import Anchors, escape
from docparse.urls import is_http_url, is_safe_link
from docparse.visitor import NODE_CLASSES

ELEMENTS: Final = frozenset(
    "article section nav h1 h2 h3 h4 h5 h6 p ul ol li blockquote pre hr div details summary "
    "table thead tbody tr th td em strong a img code br span".split()
)
"""Every element of a fragment."""

ATTRIBUTES: Final = frozenset(
    "class id dir href title src alt start scope aria-label role tabindex data-level "
    "data-heading data-entries data-url data-title data-language data-start "
    "data-header-rows".split()
)
"""Every attribute of a fragment; none of them loads or runs anything but ``href`` and ``src``."""

CLASSES: Final = frozenset(
    "docparse contents entry key-points faq faq-item question heading link wide".split()
)
"""Every class name of a fragment, apart from the ``language-…`` of code."""

LANGUAGE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+#.-]{0,39}")
"""The languages of code that can stand in a class name."""

WIDE: Final = 4
"""From this many columns on, a table of a whole page gets a box of its own to scroll in."""


# ------------------------------------------------------------------------------------- nodes


class FragmentRenderer:
    """Writes the tree under ``root``, once. ``wide_boxes`` is for whole pages."""

    methods: ClassVar[dict[type[Node], Callable[[FragmentRenderer, Any], str]]] = {}

    def __init__(self, root: Node, *, faq_details: bool = False, wide_boxes: bool = False) -> None:
        self.root = root
        self.faq_details = faq_details
        self.wide_boxes = wide_boxes
        self._headings = _anchored(root)
        self._next_anchor = iter([anchor for _, anchor in self._headings])
        self._anchors_of_text: dict[str, list[str]] | None = None
        # (level in the tree, level written) of the headings that are open here
        self._levels = [(0, 1 if isinstance(root, Document) else 6)]
        self._in_contents = False
        self._in_link = False
        self._ties: dict[int, tuple[str | None, str]] = {}

    def render(self, node: Node) -> str:
        return self.methods.get(type(node), FragmentRenderer.render_children)(self, node)

    def render_children(self, node: Node) -> str:
        return self._lines(node.children)

    def _lines(self, nodes: Iterable[Node]) -> str:
        methods, default = self.methods, FragmentRenderer.render_children
        lines = []
        for node in nodes:
            # Most blocks are paragraphs of a text alone: they are written without a call.
            if type(node) is Paragraph and isinstance(content := node._content, str):
                lines.append(f"<p>{escape(content)}</p>")
            else:
                lines.append(methods.get(type(node), default)(self, node))
        return "\n".join(lines)

    def _block(self, tag: str, nodes: Iterable[Node], attributes: str = "") -> str:
        lines = self._lines(nodes)
        inner = f"\n{lines}\n" if lines else ""
        return f"<{tag}{attributes}>{inner}</{tag}>"

    # ---------------------------------------------------------------- text and inline nodes

    def _content(self, content: Content) -> str:
        return escape(content) if isinstance(content, str) else self._inlines(content)

    def _inlines(self, nodes: Iterable[Inline]) -> str:
        return "".join([self.render(node) for node in nodes])

    def render_Text(self, node: Text) -> str:
        return escape(node.text)

    def render_Emphasis(self, node: Emphasis) -> str:
        return f"<em>{self._inlines(node.children)}</em>"

    def render_Strong(self, node: Strong) -> str:
        return f"<strong>{self._inlines(node.children)}</strong>"

    def render_CodeSpan(self, node: CodeSpan) -> str:
        return f"<code>{escape(node.text)}</code>"

    def render_LineBreak(self, node: LineBreak) -> str:
        return "<br>\n"

    def render_Image(self, node: Image) -> str:
        if not is_http_url(node.url):
            return escape(node.alt)
        title = _attribute("title", node.title)
        return f'<img src="{escape(node.url)}" alt="{escape(node.alt)}"{title}>'

    def render_Link(self, node: Link) -> str:
        if not is_safe_link(node.url):
            return self._inlines(node.children)
        if self._in_link:
            # Parsers end a link where another one starts: the inner one is not clickable.
            attributes = _attribute("data-url", node.url) + _attribute("data-title", node.title)
            return f'<span class="link"{attributes}>{self._inlines(node.children)}</span>'
        self._in_link = True
        content = self._inlines(node.children)
        self._in_link = False
        return f'<a href="{escape(node.url)}"{_attribute("title", node.title)}>{content}</a>'

    # ------------------------------------------------------------------------------- blocks

    def render_Document(self, node: Document) -> str:
        return self._block("article", node.children, ' class="docparse" dir="auto"')

    def render_Section(self, node: Section) -> str:
        return self._block("section", node.children)

    def render_Paragraph(self, node: Paragraph) -> str:
        return f"<p>{self._content(node._content)}</p>"

    def render_Heading(self, node: Heading) -> str:
        content = self._content(node._content)
        if self._in_contents:
            return f'<p class="heading" data-level="{node.level}">{content}</p>'
        level = self._written_level(node.level)
        skipped = "" if level == node.level else f' data-level="{node.level}"'
        return f'<h{level} id="{next(self._next_anchor)}"{skipped}>{content}</h{level}>'

    def _written_level(self, level: int) -> int:
        """Return the level under the headings that are open, none of them skipped."""
        levels = self._levels
        if levels[-1][0] == level:
            return levels[-1][1]
        while len(levels) > 1 and levels[-1][0] >= level:
            levels.pop()
        written = min(level, levels[-1][1] + 1)
        levels.append((level, written))
        return written

    def render_Quote(self, node: Quote) -> str:
        return self._block("blockquote", node.children, ' dir="auto"')

    def render_CodeBlock(self, node: CodeBlock) -> str:
        attributes = ""
        if node.language is not None:
            plain = LANGUAGE.fullmatch(node.language)
            name, value = ("class", "language-") if plain else ("data-language", "")
            attributes = _attribute(name, value + node.language)
        return f"<pre><code{attributes}>{escape(node.text)}</code></pre>"

    def render_ThematicBreak(self, node: ThematicBreak) -> str:
        return "<hr>"

    def render_List(self, node: List) -> str:
        tag, start = ("ol", "start") if node.ordered else ("ul", "data-start")
        attributes = f' {start}="{node.start}"' if node.start != 1 else ""
        return self._block(tag, node.items, f' dir="auto"{attributes}')

    def render_ListItem(self, node: ListItem) -> str:
        first, *rest = node.children or (None,)
        if not isinstance(first, Paragraph):
            return self._block("li", node.children, self._untied(node))
        attributes, content = self._tied(node, first._content)
        if not rest and content.strip():
            return f"<li{attributes}>{content}</li>"
        lines = "\n".join([f"<p>{content}</p>", *map(self.render, rest)])
        return f"<li{attributes}>\n{lines}\n</li>"

    # ------------------------------------------------------------------------------- tables

    def render_Table(self, node: Table) -> str:
        count = node.header_rows
        head = [self._row(row, "th") for row in node.rows[:count]]
        body = [self._row(row, "td") for row in node.rows[count:]]
        attributes = f' data-header-rows="{count}"' if count > len(head) else ""
        lines = [f"<table{attributes}>"]
        if head:
            lines += ["<thead>", *head, "</thead>"]
        if body:
            lines += ["<tbody>", *body, "</tbody>"]
        lines.append("</table>")
        if self.wide_boxes and not self._in_contents and _is_wide(node):
            lines.insert(0, '<div class="wide" role="group" aria-label="Table" tabindex="0">')
            lines.append("</div>")
        return "\n".join(lines)

    def render_TableRow(self, node: TableRow) -> str:
        return self._row(node, "td")

    def render_TableCell(self, node: TableCell) -> str:
        return _cell("td", self._content(node._content))

    def _row(self, row: TableRow, tag: str) -> str:
        texts = cell_texts(row)
        if texts and tag == "td" and id(row) not in self._ties:
            cells_of_texts = "</td>\n<td>".join(map(escape, texts))
            return f"<tr>\n<td>{cells_of_texts}</td>\n</tr>"
        contents = _contents(row) if texts is None else texts
        if not contents:
            return "<tr></tr>"
        tied = last_filled(contents) if id(row) in self._ties else -1
        cells = []
        for place, content in enumerate(contents):
            if place == tied:
                attributes, html = self._tied(row, content)
                cells.append(_cell(tag, html, attributes))
            else:
                cells.append(_cell(tag, self._content(content)))
        lines = "\n".join(cells)
        return f"<tr>\n{lines}\n</tr>"

    # --------------------------------------------- what an article says about its own content

    def render_KeyPoints(self, node: KeyPoints) -> str:
        return self._block("section", node.children, ' class="key-points" aria-label="Key points"')

    def render_Faq(self, node: Faq) -> str:
        return self._block("div", node.items, ' class="faq"')

    def render_FaqItem(self, node: FaqItem) -> str:
        box = "details" if self.faq_details else "div"
        if self.faq_details:
            tag = "summary"
        elif self._in_contents:
            tag = "p"
        else:
            tag = f"h{self._written_level(3)}"
        question = f'<{tag} class="question">{self._content(node.question._content)}</{tag}>'
        answer = "\n" + self._lines(node.answer) if node.answer else ""
        return f'<{box} class="faq-item">\n{question}{answer}\n</{box}>'

    def render_TableOfContents(self, node: TableOfContents) -> str:
        outer = self._in_contents, self._ties
        ties = self._read_ties(node)
        attributes = ' class="contents" aria-label="Contents"'
        if ties is None:
            entries = [[entry.text, entry.heading] for entry in node.entries]
            attributes += _attribute("data-entries", json.dumps(entries))
        self._in_contents, self._ties = True, ties or {}
        html = self._block("nav", node.children, attributes)
        self._in_contents, self._ties = outer
        return html

    def _read_ties(self, node: TableOfContents) -> dict[int, tuple[str | None, str]] | None:
        """Return the anchor and the heading of each row or item of ``node`` that is tied to one.

        None if the entries are not those that the node derives from its content by itself.
        """
        parts = _entry_parts(node.content)
        one_node_each = len({id(part) for part, _ in parts}) == len(parts)
        if not one_node_each or [text for _, text in parts] != [e.text for e in node.entries]:
            return None
        ties: dict[int, tuple[str | None, str]] = {}
        used: dict[str, int] = {}
        for (part, _), entry in zip(parts, node.entries, strict=True):
            if entry.heading is not None:
                anchors = self._anchors_of(entry.heading)
                place = used[entry.heading] = used.get(entry.heading, -1) + 1
                anchor = anchors[min(place, len(anchors) - 1)] if anchors else None
                ties[id(part)] = (anchor, entry.heading)
        return ties

    def _anchors_of(self, heading: str) -> list[str]:
        """Return the ids of the headings that read ``heading``, in document order."""
        if self._anchors_of_text is None:
            self._anchors_of_text = {}
            for text, anchor in self._headings:
                self._anchors_of_text.setdefault(text, []).append(anchor)
        return self._anchors_of_text.get(heading, [])

    def _tied(self, part: TableRow | ListItem, content: Content) -> tuple[str, str]:
        """Return the attributes of the entry of ``part``, and its content as a link if tied."""
        anchor, _ = self._ties.get(id(part), (None, None))
        if anchor is None or self._in_link or not _plain(content).strip():
            return self._untied(part), self._content(content)
        self._in_link = True
        html = self._content(content)
        self._in_link = False
        return "", f'<a class="entry" href="#{anchor}">{html}</a>'

    def _untied(self, part: TableRow | ListItem) -> str:
        return _attribute("data-heading", self._ties[id(part)][1]) if id(part) in self._ties else ""


FragmentRenderer.methods = {
    cls: getattr(FragmentRenderer, f"render_{name}")
    for name, cls in NODE_CLASSES.items()
    if hasattr(FragmentRenderer, f"render_{name}")
}


def _attribute(name: str, value: str | None) -> str:
    return "" if value is None else f' {name}="{escape(value)}"'


def _cell(tag: str, content: str, attributes: str = "") -> str:
    if tag == "th" and content:
        return f'<th scope="col"{attributes}>{content}</th>'
    return f"<td{attributes}>{content}</td>"


def _is_wide(table: Table) -> bool:
    return any(len(row.cells) >= WIDE for row in table.rows)


def _contents(row: TableRow) -> Sequence[Content]:
    texts = cell_texts(row)
    return [cell._content for cell in row.cells] if texts is None else texts


def _plain(content: Content) -> str:
    return content if isinstance(content, str) else "".join(map(plain_text, content))


def _entry_parts(content: Table | List) -> list[tuple[TableRow | ListItem, str]]:
    """Return what the entries of a TableOfContents are read from by itself, and their texts.

    Rows stand for their last filled cell.
    """
    if isinstance(content, List):
        return [(item, plain_text(item)) for item in content.items]
    parts: list[tuple[TableRow | ListItem, str]] = []
    for row in content.rows[content.header_rows :]:
        contents = _contents(row)
        place = last_filled(contents)
        if place >= 0:
            parts.append((row, _plain(contents[place])))
    return parts


def _anchored(root: Node) -> list[tuple[str, str]]:
    """Return the text and the id of each heading under ``root``; those in contents have none."""
    anchors = Anchors()
    found = []

    def visit(nodes: Iterable[Node]) -> None:
        for node in nodes:
            kind = type(node)
            if kind in _WITHOUT_HEADINGS:
                continue
            if kind is Heading:
                text = plain_text(node)
                found.append((text, anchors.add(text)))
            else:
                visit(node.children)

    visit((root,))
    return found


_WITHOUT_HEADINGS: Final = frozenset((Paragraph, Table, TableCell, TableRow, TableOfContents))
