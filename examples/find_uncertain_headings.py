"""List the lines that might be headings, least certain first: what a person should look at."""

import sys
from pathlib import Path

import docparse

SEED = Path(__file__).resolve().parent.parent / "seeds" / "03-hut-traverse.txt"
DOUBTFUL = 0.9

article = Path(sys.argv[1]) if len(sys.argv) > 1 else SEED
# Below 0.5 are the lines that are left as paragraphs unless one asks for them.
document = docparse.parse_bytes(article.read_bytes(), min_confidence=0.2)

headings = sorted(docparse.find_all(document, docparse.Heading), key=lambda h: h.confidence)
for heading in headings:
    if heading.confidence < DOUBTFUL:
        line, _ = docparse.line_column(document.source, heading.span.start)
        text = docparse.plain_text(heading)
        print(f"{heading.confidence:4.0%}  line {line}, by its {heading.evidence}: {text}")
print(f"{sum(h.confidence < DOUBTFUL for h in headings)} of {len(headings)} headings are doubtful")
