"""Write the pages, then have them judged; the exit code is 1 if one of the judges complains.

The pages are those of all seeds, with and without a title, their questions written both ways, and
of real articles if the shared folder is there. The Nu checker and axe-core have to find nothing on
them, and something on a page with faults. No page scrolls sideways, on a phone or a screen, and the
header of a long table stays in sight. Chromium has to run no script that stands in a page,
and has to run it once the policy of the page is taken out.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import docparse
from tests.browser.inspections import write_inspections
from tests.conftest import CHECKOUT, read_article, seed_paths, shared_folder

HERE = Path(__file__).parent
FOLDER = CHECKOUT / "build" / "pages"
REAL_PAGES = 20
"""Pages of each file of real articles; there is a file for each generation of the extractor."""

_POLICY = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>\n')
_INJECTED = """\
<script>document.documentElement.setAttribute("data-script", "")</script>
<img src="data:," alt="" onerror='document.documentElement.setAttribute("data-handler", "")'>
"""
_FAULTY = "<!DOCTYPE html><html><title></title><img src=a><h3 foo>a</h3><p id=a><p id=a></html>"


def real_texts() -> Iterator[tuple[str, str]]:
    folder = shared_folder() / "accuracy" / "train"
    for path in sorted([*folder.glob("pages-*.jsonl.gz"), *folder.glob("tables-[12].[13]*.gz")]):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(islice(lines, REAL_PAGES), 1):
                yield f"{path.name.removesuffix('.jsonl.gz')}-{number}", json.loads(line)["text"]


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the HTML of each page."""
    for path in seed_paths():
        document = docparse.parse(read_article(path))
        for title in ("The title", None):
            for faq in ("headings", "details"):
                name = f"{path.stem}-{faq}{'-title' if title else ''}"
                yield name, page_of(document, title=title, faq=faq)
    for name, text in real_texts():
        yield name, page_of(docparse.parse(text))


def page_of(document: docparse.Document, **options: Any) -> str:
    return docparse.render(document, "html", document=True, **options)


def long_tables() -> docparse.Document:
    """Return a table without a box, a wide and a broad one, all higher than a screen."""
    rows = [[["harbour"] * count] * 80 for count in (3, 6, 9)]
    return docparse.Document([docparse.Table.from_rows(each, header_rows=1) for each in rows])


def write_pages() -> list[Path]:
    """Write all pages and the controls; return the paths of the pages."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for name, page in pages():
        (FOLDER / f"page-{name}.html").write_text(page, encoding="utf-8")
    document = docparse.parse(read_article(seed_paths()[0]))
    jsonld = docparse.render(document, "jsonld")
    injected = f'{_INJECTED}<script type="application/ld+json">{jsonld}</script>\n</main>'
    page = page_of(document).replace("</main>", injected)
    (FOLDER / "policy.html").write_text(page, encoding="utf-8")
    (FOLDER / "policy-control.html").write_text(_POLICY.sub("", page), encoding="utf-8")
    (FOLDER / "axe-control.html").write_text(_FAULTY, encoding="utf-8")
    control = page_of(docparse.Document(["a"]), css="main { width: 2000px; max-width: none }")
    (FOLDER / "sideways-control.html").write_text(control, encoding="utf-8")
    (FOLDER / "headers.html").write_text(page_of(long_tables()), encoding="utf-8")
    vast = docparse.Table.from_rows([["harbour", "lighthouse"] * 13] * 3, header_rows=1)
    page = page_of(docparse.Document([vast]))
    (FOLDER / "vast.html").write_text(page, encoding="utf-8")
    return sorted(FOLDER.glob("page-*.html"))


def nu_errors(paths: list[Path]) -> list[str]:
    """Return what the Nu checker calls an error in ``paths``, a line each."""
    jar = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss4m", "-jar", str(jar), "--errors-only", "--format", "gnu"]
    done = subprocess.run(
        [*command, *map(str, paths)], stderr=subprocess.PIPE, text=True, check=False
    )
    return done.stderr.splitlines()


def main() -> int:
    paths = [*write_pages(), *write_inspections(FOLDER)]
    errors = nu_errors(paths)
    control = nu_errors([FOLDER / "axe-control.html"])
    print(f"Nu checker: {len(paths)} pages, {len(errors)} errors", *errors[:20], sep="\n  ")
    print(f"Nu checker: control, a page with faults: {len(control)} errors", flush=True)
    browser = subprocess.run(["node", str(HERE / "check.mjs"), str(FOLDER)], check=False)
    driven = subprocess.run(["node", str(HERE / "inspect.mjs"), str(FOLDER)], check=False)
    return int(bool(errors or not control or browser.returncode or driven.returncode))


if __name__ == "__main__":
    sys.exit(main())
