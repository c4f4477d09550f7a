"""docparse reads articles that a text extractor flattened, and gives their structure back.

>>> import docparse
>>> document = docparse.parse("Prices\\nNo. | Key Points |\\n---|---|\\n1 | Fares rise. |\\n")
>>> [table.header_rows for table in docparse.find_all(document, docparse.Table)]
[1]
"""

import importlib as _importlib
import typing as _typing

from docparse.dialects.detect import detect_dialect
from docparse.errors import (
    ArgumentError,
    DocparseError,
    MissingExtraError,
    OptionError,
    ReadError,
    RenderError,
    ValidationError,
    VisitorError,
)
from docparse.nodes import Block, Inline, Node, Role, plain_text, register_node
from docparse.nodes import article as _article
from docparse.nodes import block as _block
from docparse.nodes import inline as _inline
from docparse.nodes import table as _table
from docparse.nodes.article import *
from docparse.nodes.block import *
from docparse.nodes.inline import *
from docparse.nodes.table import *
from docparse.readers.explanation import ExplainedLine, Explanation
from docparse.readers.text import explain, parse, parse_bytes
from docparse.renderers import render
from docparse.source.evidence import Evidence
from docparse.source.lines import Token, TokenKind, tokenize
from docparse.source.text import NO_SPAN, Diagnostic, Dialect, Span, line_column
from docparse.tree.metadata import Metadata, metadata
from docparse.tree.outline import OutlineEntry, dump, outline
from docparse.tree.validation import validate
from docparse.tree.visitor import (
    REMOVE,
    SKIP,
    NodeTransformer,
    NodeVisitor,
    find_all,
    walk,
    walk_with_ancestors,
)

if _typing.TYPE_CHECKING:
    from docparse.readers.html import from_html
    from docparse.readers.json import from_json
    from docparse.readers.markdown import from_markdown
    from docparse.renderers.arrow_table import to_arrow
    from docparse.tree.chunking import Chunk, chunks

__version__ = "0.1.0"
"""The version of docparse; before 1.0 a minor version may change the interface."""

_LOADED_LATE = {
    "Chunk": "docparse.tree.chunking",
    "chunks": "docparse.tree.chunking",
    "from_html": "docparse.readers.html",
    "from_json": "docparse.readers.json",
    "from_markdown": "docparse.readers.markdown",
    "to_arrow": "docparse.renderers.arrow_table",
}
"""The modules of names that few programs need; each is imported on first use."""


def __getattr__(name: str) -> _typing.Any:
    if name not in _LOADED_LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(_importlib.import_module(_LOADED_LATE[name]), name)
    return value


__all__ = [
    "NO_SPAN",
    "REMOVE",
    "SKIP",
    "ArgumentError",
    "Block",
    "Chunk",
    "Diagnostic",
    "Dialect",
    "DocparseError",
    "Evidence",
    "ExplainedLine",
    "Explanation",
    "Inline",
    "Metadata",
    "MissingExtraError",
    "Node",
    "NodeTransformer",
    "NodeVisitor",
    "OptionError",
    "OutlineEntry",
    "ReadError",
    "RenderError",
    "Role",
    "Span",
    "Token",
    "TokenKind",
    "ValidationError",
    "VisitorError",
    "__version__",
    "chunks",
    "detect_dialect",
    "dump",
    "explain",
    "find_all",
    "from_html",
    "from_json",
    "from_markdown",
    "line_column",
    "metadata",
    "outline",
    "parse",
    "parse_bytes",
    "plain_text",
    "register_node",
    "render",
    "to_arrow",
    "tokenize",
    "validate",
    "walk",
    "walk_with_ancestors",
]
__all__ += _article.__all__
__all__ += _block.__all__
__all__ += _inline.__all__
__all__ += _table.__all__
