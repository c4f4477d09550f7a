"""Read Markdown into the same tree, and write it as a web page."""

import sys
from pathlib import Path

import docparse

SEED = Path(__file__).resolve().parent.parent / "seeds" / "12-weather-box.txt"

article = Path(sys.argv[1]) if len(sys.argv) > 1 else SEED
document = docparse.from_markdown(article.read_text(encoding="utf-8"))

# A whole page: raw HTML in the text is shown as text, and links that could run a script are not
# followed. Without document=True it is a fragment to put into a page of your own.
print(docparse.render(document, "html", document=True, lang="en"))
