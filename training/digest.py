"""Say in one number what docparse makes of every train page and seed.

usage: python training/digest.py [FOLDER] [--write FILE | --against FILE]

The number changes if a tree, a span, a confidence, what decided a heading, a diagnostic or a
dialect does, anywhere. A step that is to change no behaviour leaves it as it is. ``--write`` keeps
the digest of each page in FILE; ``--against`` lists the pages whose digest is not the one in FILE.
FOLDER is that of ``training/accuracy.py``.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import docparse
from training.accuracy import CHECKOUT, default_folder

Digests = dict[str, str]
"""The digest of each page, by its file and its place there."""


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each seed and each train page."""
    for path in sorted((CHECKOUT / "seeds").glob("*.txt")):
        yield path.name, path.read_bytes().decode()
    for path in sorted((folder / "train").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                yield f"{path.name}:{number}", json.loads(line)["text"]


def digest(text: str) -> str:
    """Return a digest of all that ``parse`` says of a text."""
    document = docparse.parse(text)
    written = docparse.render(document, "json")
    said = repr((document.dialect, document.diagnostics))
    return hashlib.sha256(f"{written}\n{said}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def main() -> int:
    """Print the digest over all pages, and how many there are."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", nargs="?", type=Path, default=default_folder())
    parser.add_argument("--write", metavar="FILE", type=Path)
    parser.add_argument("--against", metavar="FILE", type=Path)
    arguments = parser.parse_args()
    found: Digests = {name: digest(text) for name, text in pages(arguments.folder)}
    whole = hashlib.sha256(json.dumps(found).encode()).hexdigest()[:16]
    print(f"{whole}  {len(found):,} texts")
    if arguments.write:
        arguments.write.write_text(json.dumps(found, indent=0), encoding="utf-8")
    if arguments.against:
        before = json.loads(arguments.against.read_text(encoding="utf-8"))
        changed = [
            name for name in found.keys() | before.keys() if found.get(name) != before.get(name)
        ]
        print(*sorted(changed), f"{len(changed)} changed", sep="\n")
        return bool(changed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
