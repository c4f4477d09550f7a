"""Turn an article into a web page, a CSV file for each of its tables, and an outline.

usage: python examples/demo.py [FILE]
"""

import sys
from pathlib import Path

import docparse

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "demo"


def main() -> None:
    article = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "seeds" / "01-harbour-ferry.txt")
    document = docparse.parse_bytes(article.read_bytes())
    title = article.stem.strip("0123456789-_ ").replace("-", " ").capitalize() or "Article"

    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.csv"):
        old.unlink()
    page = FOLDER / "article.html"
    page.write_bytes(docparse.render(document, "html", document=True, title=title).encode())
    written = [page]
    for number, table in enumerate(docparse.find_all(document, docparse.Table), start=1):
        path = FOLDER / f"table-{number}.csv"
        path.write_bytes(docparse.render(table, "csv", formulas="escape").encode())
        written.append(path)

    print(f"The headings of {article.name}, and how sure docparse is of each:")
    for level, text, confidence in docparse.outline(document):
        print(f"{confidence:6.0%}  {'  ' * (level - 1)}{text}")
    print("Written:")
    for path in written:
        print(f"  {path}")


if __name__ == "__main__":
    main()
