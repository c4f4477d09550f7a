"""Take sections out of an article with a transformer, and write the rest as Markdown."""

import sys
from pathlib import Path

import docparse

SEED = Path(__file__).resolve().parent.parent / "seeds" / "01-harbour-ferry.txt"


class WithoutSections(docparse.NodeTransformer):
    def __init__(self, *titles):
        self.titles = titles

    def leave_Section(self, node):
        # A transformer never changes a tree: what is returned here stands in a new one.
        return docparse.REMOVE if docparse.plain_text(node.heading) in self.titles else node

    def leave_TableOfContents(self, node):
        return docparse.REMOVE


article = Path(sys.argv[1]) if len(sys.argv) > 1 else SEED
document = docparse.parse_bytes(article.read_bytes())
shorter = WithoutSections("Summary", "Frequently Asked Questions").transform(document)
print(docparse.render(shorter, "markdown"))
