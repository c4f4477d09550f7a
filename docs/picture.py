"""Take the pictures of the pages that docparse makes of the article in the README.

usage: python docs/picture.py [CHROMIUM]

Writes ``docs/page.png``, of ``docparse html``, and ``docs/inspect.png``, of ``docparse inspect``;
wants Chromium, by name or path. ``make picture`` runs it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import docparse
from docparse.inspection import inspect_text, page

HERE = Path(__file__).resolve().parent
PAGE_SIZE = "720,1180"
"""Pixels of the window, in which the whole page has to fit."""
INSPECT_SIZE = "1280,860"
SHOWN_LINE = 8
"""The line of the article whose reasons are shown."""


def article() -> str:
    readme = HERE.with_name("README.md").read_text(encoding="utf-8")
    return re.findall(r"^```text article\.txt\n(.*?)^```$", readme, flags=re.M | re.S)[0]


def take(html: str, name: str, size: str, chromium: str, fragment: str = "") -> None:
    """Write what a window of ``size`` shows of the page ``html`` to the picture ``name``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_text(html, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        options += ["--virtual-time-budget=3000", "--force-prefers-reduced-motion"]
        picture = [f"--window-size={size}", f"--screenshot={HERE / name}"]
        subprocess.run([chromium, *options, *picture, path.as_uri() + fragment], check=True)


def main(chromium: str = "chromium") -> None:
    text = article()
    document = docparse.parse(text)
    html = docparse.render(document, "html", document=True, title="A ferry an hour", lang="en")
    take(html, "page.png", PAGE_SIZE, chromium)
    inspection = page([inspect_text(text, "article.txt")])
    take(inspection, "inspect.png", INSPECT_SIZE, chromium, f"#1:{SHOWN_LINE}")


if __name__ == "__main__":
    main(*sys.argv[1:])
