"""Write every table of an article as CSV: also the ones that are contents or key points."""

import sys
from pathlib import Path

import docparse

SEED = Path(__file__).resolve().parent.parent / "seeds" / "01-harbour-ferry.txt"

article = Path(sys.argv[1]) if len(sys.argv) > 1 else SEED
document = docparse.parse_bytes(article.read_bytes())

for number, table in enumerate(docparse.find_all(document, docparse.Table), start=1):
    line, _ = docparse.line_column(document.source, table.span.start)
    print(f"table {number}, line {line}, {len(table.rows)} rows")
    # Cells that a spreadsheet would run as a formula get an apostrophe in front.
    print(docparse.render(table, "csv", formulas="escape").replace("\r\n", "\n"))
