"""Every node class of the document tree.

Nodes are immutable attrs classes. Children are tuples, a ``str`` is accepted wherever
a :class:`Text` is meant, and ``span`` (a keyword, ``NO_SPAN`` unless given) is the
node's place in the source. Spans, confidences and where a document came from are left
out of ``==`` and ``hash``: trees compare by structure.

The constructors check and convert their arguments. The parser, which makes thousands
of nodes a millisecond, fills the slots through ``construction.unchecked`` instead.
"""

from docparse.nodes import article, block, inline, table
from docparse.nodes.article import *
from docparse.nodes.article import (
    listing_parts,
)
from docparse.nodes.base import (
    MAX_DEPTH,
    ROLES,
    Block,
    Bounds,
    ByClass,
    Inline,
    Node,
    Role,
    RoleHolder,
    held,
)
from docparse.nodes.block import *
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
    make_marked,
    make_paragraph,
    make_row,
    make_section,
    make_table,
    make_text,
    make_toc_entry,
    unchecked,
)
from docparse.nodes.inline import *
from docparse.nodes.inline import (
    Content,
    TextHolder,
)
from docparse.nodes.plain import (
    line_text,
    plain_text,
    row_texts,
    shown_as_blocks,
    shown_in_line,
)
from docparse.nodes.registry import (
    NODE_CLASSES,
    OWN_CLASSES,
    field_types,
    held_classes,
    holds_one,
    json_fields,
    register_node,
)
from docparse.nodes.table import *
from docparse.nodes.table import (
    CellReader,
    cell_texts,
    last_filled,
)

__all__ = [
    "MAX_DEPTH",
    "NODE_CLASSES",
    "OWN_CLASSES",
    "ROLES",
    "Block",
    "Bounds",
    "ByClass",
    "CellReader",
    "Content",
    "Inline",
    "Node",
    "Role",
    "RoleHolder",
    "TextHolder",
    "cell_texts",
    "field_types",
    "held",
    "held_classes",
    "holds_one",
    "json_fields",
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
    "make_marked",
    "make_paragraph",
    "make_row",
    "make_section",
    "make_table",
    "make_text",
    "make_toc_entry",
    "plain_text",
    "register_node",
    "row_texts",
    "shown_as_blocks",
    "shown_in_line",
    "unchecked",
]
__all__ += article.__all__
__all__ += block.__all__
__all__ += inline.__all__
__all__ += table.__all__
