"""Every node class of the document tree.

Nodes are immutable attrs classes. Children are tuples, a ``str`` is accepted wherever
a :class:`Text` is meant, and ``span`` (a keyword, ``NO_SPAN`` unless given) is the
node's place in the source. Spans, confidences and where a document came from are left
out of ``==`` and ``hash``: trees compare by structure.

The constructors check and convert their arguments. The parser, which makes thousands
of nodes a millisecond, fills the slots through ``construction.unchecked`` instead.
"""

from docparse.nodes.article import (
    Document,
    Faq,
    FaqItem,
    KeyPoints,
    TableOfContents,
    TocEntry,
    listing_parts,
)
from docparse.nodes.base import MAX_DEPTH, Block, ByClass, Inline, Node
from docparse.nodes.block import (
    CodeBlock,
    Heading,
    List,
    ListItem,
    Paragraph,
    Quote,
    Section,
    ThematicBreak,
)
from docparse.nodes.construction import (
    make_cell,
    make_contents,
    make_document,
    make_faq,
    make_faq_item,
    make_heading,
    make_item,
    make_key_points,
    make_line,
    make_list,
    make_paragraph,
    make_row,
    make_section,
    make_table,
    make_text,
    make_toc_entry,
    unchecked,
)
from docparse.nodes.inline import (
    CodeSpan,
    Content,
    Emphasis,
    Image,
    LineBreak,
    Link,
    Strong,
    Text,
    TextHolder,
)
from docparse.nodes.plain import line_text, plain_text, row_texts
from docparse.nodes.table import (
    CellReader,
    Table,
    TableCell,
    TableRow,
    cell_texts,
    last_filled,
)

__all__ = [
    "MAX_DEPTH",
    "Block",
    "ByClass",
    "CellReader",
    "CodeBlock",
    "CodeSpan",
    "Content",
    "Document",
    "Emphasis",
    "Faq",
    "FaqItem",
    "Heading",
    "Image",
    "Inline",
    "KeyPoints",
    "LineBreak",
    "Link",
    "List",
    "ListItem",
    "Node",
    "Paragraph",
    "Quote",
    "Section",
    "Strong",
    "Table",
    "TableCell",
    "TableOfContents",
    "TableRow",
    "Text",
    "TextHolder",
    "ThematicBreak",
    "TocEntry",
    "cell_texts",
    "last_filled",
    "line_text",
    "listing_parts",
    "make_cell",
    "make_contents",
    "make_document",
    "make_faq",
    "make_faq_item",
    "make_heading",
    "make_item",
    "make_key_points",
    "make_line",
    "make_list",
    "make_paragraph",
    "make_row",
    "make_section",
    "make_table",
    "make_text",
    "make_toc_entry",
    "plain_text",
    "row_texts",
    "unchecked",
]
