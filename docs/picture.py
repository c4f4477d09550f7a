"""Take the picture of the README: the page that docparse makes of the article there.

usage: python docs/picture.py [CHROMIUM]

Writes ``docs/page.png``; wants Chromium, by name or path. ``make picture`` runs it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import docparse

HERE = Path(__file__).resolve().parent
SIZE = "720,1180"
"""Pixels of the window, in which the whole page has to fit."""


def article() -> str:
    readme = HERE.with_name("README.md").read_text(encoding="utf-8")
    return re.findall(r"^```text article\.txt\n(.*?)^```$", readme, flags=re.M | re.S)[0]


def main(chromium: str = "chromium") -> None:
    document = docparse.parse(article())
    page = docparse.render(document, "html", document=True, title="A ferry an hour", lang="en")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_text(page, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        picture = [f"--window-size={SIZE}", f"--screenshot={HERE / 'page.png'}"]
        subprocess.run([chromium, *options, *picture, path.as_uri()], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
