"""docparse reads articles that a text extractor flattened, and gives their structure back.

>>> import docparse
>>> document = docparse.parse("Prices\\nNo. | Key Points |\\n---|---|\\n1 | Fares rise. |\\n")
>>> [table.header_rows for table in docparse.find_all(document, docparse.Table)]
[1]
"""

from docparse.arrow_table import to_arrow
from docparse.chunking import Chunk, chunks
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
from docparse.html_reader import from_html
from docparse.json_reader import from_json
from docparse.markdown_reader import from_markdown
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

__version__ = "0.1.0"

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
