"""docparse reads articles that a text extractor flattened, and gives their structure back.

>>> import docparse
>>> document = docparse.parse("Prices\\nNo. | Key Points |\\n---|---|\\n1 | Fares rise. |\\n")
>>> [table.header_rows for table in docparse.find_all(document, docparse.Table)]
[1]
"""

import importlib as _importlib
import typing as _typing

from docparse.dialects import detect_dialect
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
from docparse.nodes import (
    Block,
    CodeBlock,
    CodeSpan,
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
    TocEntry,
    plain_text,
)
from docparse.parser import parse, parse_bytes
from docparse.renderers import render
from docparse.source import NO_SPAN, Diagnostic, Dialect, Span, line_column
from docparse.tokenizer import Token, TokenKind, tokenize
from docparse.validation import validate
from docparse.views import OutlineEntry, dump, outline
from docparse.visitor import (
    REMOVE,
    SKIP,
    NodeTransformer,
    NodeVisitor,
    find_all,
    walk,
    walk_with_ancestors,
)

if _typing.TYPE_CHECKING:
    from docparse.arrow_table import to_arrow
    from docparse.chunking import Chunk, chunks
    from docparse.html_reader import from_html
    from docparse.json_reader import from_json
    from docparse.markdown_reader import from_markdown

__version__ = "0.1.0"

_LOADED_LATE = {
    "Chunk": "docparse.chunking",
    "chunks": "docparse.chunking",
    "from_html": "docparse.html_reader",
    "from_json": "docparse.json_reader",
    "from_markdown": "docparse.markdown_reader",
    "to_arrow": "docparse.arrow_table",
}
"""The modules of the names that not every program needs; each is imported when it is first used."""


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
    "CodeBlock",
    "CodeSpan",
    "Diagnostic",
    "Dialect",
    "DocparseError",
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
    "MissingExtraError",
    "Node",
    "NodeTransformer",
    "NodeVisitor",
    "OptionError",
    "OutlineEntry",
    "Paragraph",
    "Quote",
    "ReadError",
    "RenderError",
    "Section",
    "Span",
    "Strong",
    "Table",
    "TableCell",
    "TableOfContents",
    "TableRow",
    "Text",
    "ThematicBreak",
    "TocEntry",
    "Token",
    "TokenKind",
    "ValidationError",
    "VisitorError",
    "__version__",
    "chunks",
    "detect_dialect",
    "dump",
    "find_all",
    "from_html",
    "from_json",
    "from_markdown",
    "line_column",
    "outline",
    "parse",
    "parse_bytes",
    "plain_text",
    "render",
    "to_arrow",
    "tokenize",
    "validate",
    "walk",
    "walk_with_ancestors",
]
