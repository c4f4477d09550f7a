"""Nodes → HTML elements: one method for each class, and one escape for all text.

Blocks are appended as lines; inline nodes are returned as strings.

The HTML keeps two promises. Its text content, white space collapsed, is that of
:func:`docparse.nodes.plain_text`: white space wherever plain text has some, and no word of
ours. And ``docparse.from_html`` reads the same tree back; ``data-…`` attributes carry what
elements cannot.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Final

import attrs

from docparse.nodes import (
    NODE_CLASSES,
    ByClass,
    CodeBlock,
    CodeSpan,
    Content,
    Document,
    FaqItem,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Node,
    Paragraph,
    Role,
    RoleHolder,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    Text,
    TextHolder,
    ThematicBreak,
    cell_texts,
    plain_text,
    shown_as_blocks,
    shown_in_line,
)
from docparse.renderers.html.contents import Entry, Tie, entries_of, plain_content
from docparse.renderers.html.text import Anchors, attribute, escape, url_attribute
from docparse.renderers.html.wrappers import WRAPPERS
from docparse.source.urls import is_http_url, is_safe_link
from docparse.tree.pictures import PicturesAsText
from docparse.tree.visitor import find_all

LANGUAGE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+#.-]{0,39}")
"""The languages of code that can stand in a class name."""


@attrs.frozen
class FragmentStyle:
    """What a fragment may be written with."""

    faq_details: bool = False
    """Whether a question is the summary of a box that opens."""
    marked_roles: frozenset[Role] = frozenset()
    """The roles that blocks have as their class."""


class FragmentRenderer:
    """Writes the tree under ``root``, once."""

    contents_label = "Contents"
    """What contents is called for those who hear it."""

    writers: ClassVar[ByClass[Callable[[FragmentRenderer, Any], None]]]
    inlines: ClassVar[ByClass[Callable[[FragmentRenderer, Any], str]]]

    def __init__(self, root: Node, style: FragmentStyle) -> None:
        self.root = root
        self.faq_details = style.faq_details
        self._marked_roles = style.marked_roles
        # Whether any role is to be marked; where there is none, nodes need not be asked.
        self._marks = bool(self._marked_roles) and any(find_all(root, RoleHolder, self._is_marked))
        self._lines: list[str] = []
        self._anchors = Anchors()
        # (level in the tree, level written) of the headings that are open here
        self._levels = [(0, 1 if isinstance(root, Document) else 6)]
        # (line, node) of contents, which are written last, when the ids of all headings are known
        self._waiting: list[tuple[int, TableOfContents]] = []
        self._in_contents = False
        self._in_link = False
        self._ties: dict[int, Tie | None] = {}

    def render(self) -> str:
        self._write((self.root,))
        lines = self._lines
        self._in_contents = True
        for place, contents in self._waiting:
            self._lines = []
            self._write_contents(contents)
            lines[place] = "\n".join(self._lines)
        return "\n".join(lines)

    def _write(self, nodes: Iterable[Node]) -> None:
        lines, writers, marks = self._lines, self.writers, self._marks
        for node in nodes:
            # Most blocks are paragraphs of a text alone: they are written without a call.
            if not marks and type(node) is Paragraph and isinstance(content := node._content, str):
                lines.append(f"<p>{escape(content)}</p>")
            else:
                writers[type(node)](self, node)

    def write_other(self, node: Node) -> None:
        if isinstance(node, Inline):
            self._lines.append(self._inlines((node,)))
        else:
            self._write(shown_as_blocks(node))

    def write_wrapped(self, node: Node) -> None:
        wrapper = WRAPPERS[type(node)]
        start = wrapper.start
        if mark := self._mark(node):
            start = f"<{wrapper.element}{mark}{wrapper.attributes}>"
        if isinstance(node, TextHolder):
            self._lines.append(f"{start}{self._content(node._content)}{wrapper.end}")
        else:
            self._block(start, node.children, wrapper.end)

    def _mark(self, node: Node) -> str:
        """Return the attribute that names the role of ``node``, nothing if none is to be named."""
        if self._marks and isinstance(node, RoleHolder) and self._is_marked(node):
            return f' class="{node.role}"'
        return ""

    def _is_marked(self, node: RoleHolder) -> bool:
        return node.role in self._marked_roles

    def _block(self, start: str, nodes: Sequence[Node], end: str) -> None:
        if nodes:
            self._lines.append(start)
            self._write(nodes)
            self._lines.append(end)
        else:
            self._lines.append(f"{start}{end}")

    # ---------------------------------------------------------------- text and inline nodes

    def _content(self, content: Content) -> str:
        return escape(content) if isinstance(content, str) else self._inlines(content)

    def _inlines(self, nodes: Iterable[Node]) -> str:
        inlines = self.inlines
        return "".join([inlines[type(node)](self, node) for node in nodes])

    def inline_other(self, node: Node) -> str:
        return self._inlines(shown_in_line(node))

    def inline_wrapped(self, node: Node) -> str:
        wrapper = WRAPPERS[type(node)]
        return f"{wrapper.start}{self._inlines(node.children)}{wrapper.end}"

    def inline_Text(self, node: Text) -> str:
        return escape(node.text)

    def inline_CodeSpan(self, node: CodeSpan) -> str:
        return f"<code>{escape(node.text)}</code>"

    def inline_LineBreak(self, node: LineBreak) -> str:
        return "<br>\n"

    def inline_Image(self, node: Image) -> str:
        if not is_http_url(node.url):
            return escape(node.alt)
        attributes = url_attribute("src", node.url)
        title = attribute("title", node.title)
        return f'<img {attributes} alt="{escape(node.alt)}"{title}>'

    def inline_Link(self, node: Link) -> str:
        if not is_safe_link(node.url):
            return self._inlines(node.children)
        if self._in_link:
            # Parsers end a link where another one starts: the inner one is not clickable.
            attributes = attribute("data-url", node.url) + attribute("data-title", node.title)
            return f'<span class="link"{attributes}>{self._inlines(node.children)}</span>'
        self._in_link = True
        content = self._inlines(node.children)
        self._in_link = False
        attributes = url_attribute("href", node.url) + attribute("title", node.title)
        return f"<a {attributes}>{content}</a>"

    # ------------------------------------------------------------------------------- blocks

    def write_Paragraph(self, node: Paragraph) -> None:
        self._lines.append(f"<p{self._mark(node)}>{self._content(node._content)}</p>")

    def write_Heading(self, node: Heading) -> None:
        level, content = node.level, node._content
        if isinstance(content, str):
            text = shown = content
            html = escape(content)
        else:
            text, html = plain_text(node), self._inlines(content)
            shown = plain_text(PicturesAsText(is_http_url).transform(node))
        if self._in_contents:
            self._lines.append(f'<p class="heading" data-level="{level}">{html}</p>')
            return
        written = self._written_level(level)
        skipped = "" if written == level else f' data-level="{level}"'
        anchor = self._anchors.add(text, shown)
        self._lines.append(f'<h{written} id="{anchor}"{skipped}>{html}</h{written}>')

    def _written_level(self, level: int) -> int:
        """Return the level below the open headings, without skipping one."""
        levels = self._levels
        if levels[-1][0] == level:
            return levels[-1][1]
        while len(levels) > 1 and levels[-1][0] >= level:
            levels.pop()
        written = min(level, levels[-1][1] + 1)
        levels.append((level, written))
        return written

    def write_CodeBlock(self, node: CodeBlock) -> None:
        attributes = ""
        if node.language is not None:
            plain = LANGUAGE.fullmatch(node.language)
            name, value = ("class", "language-") if plain else ("data-language", "")
            attributes = attribute(name, value + node.language)
        self._lines.append(f"<pre><code{attributes}>{escape(node.text)}</code></pre>")

    def write_ThematicBreak(self, node: ThematicBreak) -> None:
        self._lines.append("<hr>")

    def write_List(self, node: List) -> None:
        tag, start = ("ol", "start") if node.ordered else ("ul", "data-start")
        attributes = f' {start}="{node.start}"' if node.start != 1 else ""
        self._block(f'<{tag} dir="auto"{attributes}>', node.items, f"</{tag}>")

    def write_ListItem(self, node: ListItem) -> None:
        tie = self._ties.get(id(node)) if self._ties else None
        attributes = self._mark(node) + (tie.attributes if tie else "")
        first, *rest = node.children or (None,)
        if not isinstance(first, Paragraph):
            self._block(f"<li{attributes}>", node.children, "</li>")
            return
        content = tie.contents[0] if tie else self._content(first._content)
        if not rest and content.strip() and not self._mark(first):
            self._lines.append(f"<li{attributes}>{content}</li>")
        else:
            self._lines += (f"<li{attributes}>", f"<p{self._mark(first)}>{content}</p>")
            self._write(rest)
            self._lines.append("</li>")

    # ------------------------------------------------------------------------------- tables

    def write_Table(self, node: Table) -> None:
        lines, count = self._lines, node.header_rows
        head, body = node.rows[:count], node.rows[count:]
        lines.append(f"<table{self._mark(node)}>")
        if head:
            lines.append("<thead>")
            lines += [self._row(row, "th") for row in head]
            lines.append("</thead>")
        if body:
            lines.append("<tbody>")
            lines += [self._row(row, "td") for row in body]
            lines.append("</tbody>")
        lines.append("</table>")

    def write_TableRow(self, node: TableRow) -> None:
        self._lines.append(self._row(node, "td"))

    def write_TableCell(self, node: TableCell) -> None:
        self._lines.append(_cell_element("td", self._content(node._content)))

    def _row(self, row: TableRow, tag: str) -> str:
        """Return a row whose cells are elements ``tag``, with a link in the tied one."""
        attributes = ""
        if self._ties and (tie := self._ties.get(id(row))):
            contents, place, attributes = tie.contents, tie.place, tie.attributes
        elif (texts := cell_texts(row)) is None:
            contents = [self._content(cell._content) for cell in row.cells]
        else:
            text = "".join(texts)
            contents = texts if escape(text) == text else [escape(text) for text in texts]
        if tag == "td" and contents and not attributes:
            inner = "</td>\n<td>".join(contents)
            return f"<tr>\n<td>{inner}</td>\n</tr>"
        cells = [_cell_element(tag, content) for content in contents]
        if attributes:
            cells[place] = _cell_element(tag, contents[place], attributes)
        lines = "\n".join(cells)
        return f"<tr>\n{lines}\n</tr>" if cells else "<tr></tr>"

    # --------------------------------------------- what an article says about its own content

    def write_FaqItem(self, node: FaqItem) -> None:
        box = "details" if self.faq_details else "div"
        if self.faq_details:
            tag = "summary"
        elif self._in_contents:
            tag = "p"
        else:
            tag = f"h{self._written_level(3)}"
        question = self._content(node.question._content)
        lines = self._lines
        lines += (f'<{box} class="faq-item">', f'<{tag} class="question">{question}</{tag}>')
        self._write(node.answer)
        lines.append(f"</{box}>")

    def write_TableOfContents(self, node: TableOfContents) -> None:
        if self._in_contents:
            self._write_contents(node)
        else:
            self._waiting.append((len(self._lines), node))
            self._lines.append("")

    def _write_contents(self, node: TableOfContents) -> None:
        outer, ties = self._ties, self._read_ties(node)
        attributes = f' class="contents" aria-label="{self.contents_label}"'
        if ties is None:
            entries = [[entry.text, entry.heading] for entry in node.entries]
            attributes += attribute("data-entries", json.dumps(entries))
        self._ties = ties or {}
        self._block(f"<nav{attributes}>", node.children, "</nav>")
        self._ties = outer

    def _read_ties(self, node: TableOfContents) -> dict[int, Tie | None] | None:
        """Return the tie of each row or item of ``node`` to a heading.

        None if the entries are not those that the node derives from its content.
        """
        sources = entries_of(node.content)
        if len(sources) != len(node.entries):
            return None
        ties: dict[int, Tie | None] = {}
        used: dict[str, int] = {}
        for source, entry in zip(sources, node.entries, strict=True):
            if source.text != entry.text or id(source.part) in ties:
                return None
            tie, heading = None, entry.heading
            if heading is not None:
                anchors = self._anchors.of_text.get(heading, ())
                number = used[heading] = used.get(heading, 0) + 1
                anchor = anchors[min(number, len(anchors)) - 1] if anchors else None
                tie = self._tie(source, heading, anchor)
            ties[id(source.part)] = tie
        return ties

    def _tie(self, entry: Entry, heading: str, anchor: str | None) -> Tie:
        """Return the tie of an entry, which becomes a link if it can."""
        written = [self._content(content) for content in entry.contents]
        linked = entry.contents[entry.place]
        if anchor is None or not plain_content(linked).strip():
            return Tie(written, entry.place, attribute("data-heading", heading))
        self._in_link = True
        written[entry.place] = f'<a class="entry" href="#{anchor}">{self._content(linked)}</a>'
        self._in_link = False
        return Tie(written, entry.place, "")


def methods_of(renderer: type[FragmentRenderer], prefix: str) -> ByClass[Callable[..., Any]]:
    """Return the method of each class: the one named after it, or the one that writes wrappers.

    Nodes of other classes are written as their content.
    """
    found = {Node: getattr(renderer, f"{prefix}_other")}
    for name, cls in NODE_CLASSES.items():
        if method := getattr(renderer, f"{prefix}_{name}", None):
            found[cls] = method
        elif cls in WRAPPERS and issubclass(cls, Inline) is (prefix == "inline"):
            found[cls] = getattr(renderer, f"{prefix}_wrapped")
    return ByClass(found)


FragmentRenderer.writers = methods_of(FragmentRenderer, "write")
FragmentRenderer.inlines = methods_of(FragmentRenderer, "inline")


def _cell_element(tag: str, content: str, attributes: str = "") -> str:
    if tag == "th" and content:
        return f'<th scope="col"{attributes}>{content}</th>'
    return f"<td{attributes}>{content}</td>"
