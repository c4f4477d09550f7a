"""Give the questions of an article to search engines: schema.org's FAQPage as JSON-LD."""

import json
import sys
from pathlib import Path

import docparse

SEED = Path(__file__).resolve().parent.parent / "seeds" / "01-harbour-ferry.txt"

article = Path(sys.argv[1]) if len(sys.argv) > 1 else SEED
document = docparse.parse_bytes(article.read_bytes())

graph = json.loads(docparse.render(document, "jsonld"))["@graph"]
pages = [entry for entry in graph if entry["@type"] == "FAQPage"]
if not pages:
    sys.exit(f"{article.name} has no questions")
print(json.dumps(pages[0], indent=2, ensure_ascii=False))
