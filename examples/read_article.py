"""Read a flattened article and see what it is made of."""

import sys
from collections import Counter
from pathlib import Path

import docparse

SEED = Path(__file__).resolve().parent.parent / "seeds" / "01-harbour-ferry.txt"

article = Path(sys.argv[1]) if len(sys.argv) > 1 else SEED
document = docparse.parse_bytes(article.read_bytes())

print("Written by:", document.dialect.name)
for block in document.children:
    if isinstance(block, docparse.Section):
        inside = Counter(type(node).__name__ for node in block.blocks)
        holds = ", ".join(f"{count} {name}" for name, count in inside.items())
        print(f"{docparse.plain_text(block.heading)}: {holds or 'nothing'}")
    else:
        print(type(block).__name__)

# Every node knows where it stands in the text.
for diagnostic in document.diagnostics:
    line, column = docparse.line_column(document.source, diagnostic.span.start)
    print(f"line {line}, column {column}: {diagnostic.message}")
