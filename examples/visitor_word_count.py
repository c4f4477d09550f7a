"""Count the words of an article's prose with a visitor: tables are not gone into."""

import sys
from pathlib import Path

import docparse

SEED = Path(__file__).resolve().parent.parent / "seeds" / "01-harbour-ferry.txt"


class WordCount(docparse.NodeVisitor):
    words = 0

    def visit_Table(self, node):
        return docparse.SKIP

    def visit_Paragraph(self, node):
        self.words += len(docparse.plain_text(node).split())


article = Path(sys.argv[1]) if len(sys.argv) > 1 else SEED
document = docparse.parse_bytes(article.read_bytes())
count = WordCount()
count.visit(document)
print(f"{count.words} words of prose")
