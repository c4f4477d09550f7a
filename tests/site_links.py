"""Say which links of a built site lead nowhere.

usage: python -m tests.site_links FOLDER

Every ``href`` and ``src`` of every page has to lead to a file of the folder, and what stands behind
``#`` to an ``id`` there. Nothing is fetched: addresses elsewhere have to be https, and are counted.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit


class PageLinks(HTMLParser):
    """The links and the ids of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            elif name == "id" and value:
                self.ids.add(value)


def dead_links(pages: Mapping[str, str], files: set[str]) -> list[str]:
    """Return "page: link" for each dead link.

    ``pages`` are the texts of pages by their path, ``files`` the paths of everything, pages too.
    """
    read = {path: PageLinks(page) for path, page in pages.items()}
    dead = []
    for path, page in read.items():
        for link in page.links:
            address = urlsplit(link)
            if address.scheme or address.netloc:
                if address.scheme not in ("https", "data"):
                    dead.append(f"{path}: {link}")
                continue
            target = path
            if address.path:
                target = joined(PurePosixPath(path).parent, unquote(address.path))
            anchor = unquote(address.fragment)
            if target not in files or (
                anchor and target in read and anchor not in read[target].ids
            ):
                dead.append(f"{path}: {link}")
    return dead


def joined(folder: PurePosixPath, path: str) -> str:
    """Return ``path``, which a page in ``folder`` names, as seen from the top."""
    parts: list[str] = []
    for part in (folder / path).parts:
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def main(name: str) -> int:
    folder = Path(name)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {
        path: (folder / path).read_text(encoding="utf-8")
        for path in files
        if path.endswith(".html") and not path.startswith("_")
    }
    dead = dead_links(pages, files)
    print("\n".join(dead) or f"{len(pages)} pages, no dead link")
    return int(bool(dead))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
