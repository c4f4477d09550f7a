"""First steps: the tables of an article in pandas, a visitor, a table made by hand, a page."""

import sys
from pathlib import Path

import docparse
from docparse import Document, Heading, NodeVisitor, Paragraph, Section, Table

SEED = Path(__file__).resolve().parent.parent / "seeds" / "01-harbour-ferry.txt"
article = Path(sys.argv[1]) if len(sys.argv) > 1 else SEED

document = docparse.parse_bytes(article.read_bytes())
print(document)

for number, table in enumerate(document.tables, start=1):
    frame = table.to_pandas()
    print(f"table {number}: {len(frame)} rows of {', '.join(frame.columns)}")


class WordsUnder(NodeVisitor):
    """Counts the words of the paragraphs under each heading."""

    def __init__(self) -> None:
        self.words = {"": 0}

    def visit_Heading(self, node: Heading) -> None:
        self.words[docparse.plain_text(node)] = 0

    def visit_Paragraph(self, node: Paragraph) -> None:
        self.words[list(self.words)[-1]] += len(docparse.plain_text(node).split())


counter = WordsUnder()
counter.visit(document)
rows = [["Heading", "Words"], *([heading, str(words)] for heading, words in counter.words.items())]
summary = Document([Section(Heading(1, article.stem), [Table.from_rows(rows, header_rows=1)])])
docparse.validate(summary)
print(docparse.render(summary, "markdown"))
page = docparse.render(summary, "html", document=True, lang="en")
print(f"a page of {len(page):,} characters with the title {summary.title}")
