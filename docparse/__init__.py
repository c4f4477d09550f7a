"""docparse reads articles that a text extractor flattened, and gives their structure back.

>>> import docparse
>>> document = docparse.parse("Prices\\nNo. | Key Points |\\n---|---|\\n1 | Fares rise. |\\n")
>>> document
<Document 1 section, 1 table, 35 characters>
>>> document.tables
(<Table 2 rows: 'No.' | 'Key Points'>,)

- ``parse``, ``from_markdown``, ``from_html`` and ``from_json`` read; ``render`` writes:
  ``render(document, "html")``.
- ``document.tables[0].to_pandas()`` is a table as a DataFrame; ``print(dump(document))`` shows
  the whole tree.
- ``find_all``, ``walk`` and ``NodeVisitor`` read a tree; ``NodeTransformer`` makes a new one of it.
- ``Document(["Lead.", Table.from_rows(rows, header_rows=1)])`` builds one by hand.

The pages in ``docs/`` say the rest.
"""

import importlib as _importlib
import typing as _typing

from docparse.dialects.detect import detect_dialect
from docparse.errors import (
    ArgumentError,
    DocparseError,
    ExtensionError,
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
from docparse.readers.text import explain, parse, parse_bytes
from docparse.renderers import Format, FormatName, render
from docparse.source.evidence import Evidence
from docparse.source.lines import TokenKind
from docparse.source.text import NO_SPAN, Diagnostic, Dialect, Span, line_column
from docparse.tree.hooks import REMOVE, SKIP, Replacement, VisitResult
from docparse.tree.visitor import (
    NodeTransformer,
    NodeVisitor,
    find_all,
    walk,
    walk_with_ancestors,
)

if _typing.TYPE_CHECKING:
    from docparse.readers.explanation import ExplainedLine, Explanation
    from docparse.readers.html import from_html
    from docparse.readers.json import from_json
    from docparse.readers.markdown import from_markdown
    from docparse.renderers.arrow_table import to_arrow
    from docparse.source.tokenizer import Token, tokenize
    from docparse.tree.chunking import Chunk, chunks
    from docparse.tree.metadata import Metadata, metadata
    from docparse.tree.outline import OutlineEntry, dump, outline
    from docparse.tree.transforms import transform
    from docparse.tree.validation import validate

__version__ = "0.1.0"
"""The version of docparse; before 1.0 a minor version may change the interface."""

_LOADED_LATE = {
    "Chunk": "docparse.tree.chunking",
    "ExplainedLine": "docparse.readers.explanation",
    "Explanation": "docparse.readers.explanation",
    "Metadata": "docparse.tree.metadata",
    "OutlineEntry": "docparse.tree.outline",
    "Token": "docparse.source.tokenizer",
    "chunks": "docparse.tree.chunking",
    "dump": "docparse.tree.outline",
    "from_html": "docparse.readers.html",
    "from_json": "docparse.readers.json",
    "from_markdown": "docparse.readers.markdown",
    "metadata": "docparse.tree.metadata",
    "outline": "docparse.tree.outline",
    "to_arrow": "docparse.renderers.arrow_table",
    "tokenize": "docparse.source.tokenizer",
    "transform": "docparse.tree.transforms",
    "validate": "docparse.tree.validation",
}
"""The modules of names that few programs need; each is imported on first use."""


def __getattr__(name: str) -> _typing.Any:
    if name not in _LOADED_LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(_importlib.import_module(_LOADED_LATE[name]), name)
    return value


def __dir__() -> list[str]:
    """Return the names in the module, those that are loaded late among them."""
    return sorted(globals().keys() | _LOADED_LATE.keys())


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
    "ExtensionError",
    "Format",
    "FormatName",
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
    "Replacement",
    "Role",
    "Span",
    "Token",
    "TokenKind",
    "ValidationError",
    "VisitResult",
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
    "transform",
    "validate",
    "walk",
    "walk_with_ancestors",
]
__all__ += _article.__all__
__all__ += _block.__all__
__all__ += _inline.__all__
__all__ += _table.__all__
