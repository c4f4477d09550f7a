"""Cut an article into pieces for a search index: a JSON object a line, headings with each piece."""

import json
import sys
from pathlib import Path

import docparse

SEED = Path(__file__).resolve().parent.parent / "seeds" / "01-harbour-ferry.txt"

article = Path(sys.argv[1]) if len(sys.argv) > 1 else SEED
document = docparse.parse_bytes(article.read_bytes())

for chunk in docparse.chunks(document, max_chars=500):
    record = {
        "id": f"{article.stem}:{chunk.span.start}-{chunk.span.end}",
        "headings": chunk.heading_path,
        "text": chunk.text,
    }
    print(json.dumps(record, ensure_ascii=False))
