"""The documentation is run: every block of code, every command, every link.

How a fenced block is meant stands behind its fence:

- ``python``: doctest examples if it has ``>>>``, else statements; one namespace a page;
- ``python NAME`` or ``text NAME``: the content of the file NAME, which later blocks may use;
- ``console``: ``$ docparse …`` and what it prints, ``...`` for any text in it; also ``$ cat FILE``,
  ``$ echo $?`` and ``$ python FILE``, for a file that the page wrote;
- ``sh``: commands that set up a machine, which are not run; only those of ``SETTING_UP``;
- anything else is shown, not run.

Every page may use the files of the README.
"""

from __future__ import annotations

import doctest
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest

import docparse.renderers
from docparse import cli
from docparse.dialects.detect import DIALECTS
from tests.conftest import CHECKOUT

PAGES = [*sorted(CHECKOUT.glob("*.md")), *sorted((CHECKOUT / "docs").rglob("*.md"))]
README = CHECKOUT / "README.md"
PROGRAMS = {"docparse": ["-m", "docparse"], "python": []}
"""What is run in a process of its own; of docparse that is a corpus, and the rest runs here."""
PROGRESS = re.compile(r"^[0-9,]+ documents?, .* left\n", re.M)
"""What a run of over ten seconds says: a page does not show how busy a machine is."""
SETTING_UP = ("make", "pip", "python", "pre-commit", ".venv/bin/python")


class Block(NamedTuple):
    """A fenced block: its language, the name behind it, its lines, where the first one stands."""

    language: str
    name: str
    text: str
    line: int


def fenced_blocks(page: str) -> Iterator[Block]:
    """Yield the fenced blocks of ``page`` in order; those in list items are indented."""
    indent = fence = language = name = ""
    inside: list[str] = []
    for number, line in enumerate(page.split("\n"), start=1):
        opening = re.fullmatch(r"( *)(`{3,})(\S*) ?(\S*)", line)
        if fence and line == indent + fence:
            text = "".join(f"{each}\n" for each in inside)
            yield Block(language, name, text, number - len(inside))
            fence = ""
        elif fence:
            inside.append(line.removeprefix(indent))
        elif opening:
            indent, fence, language, name = opening.groups()
            inside = []
    if fence:
        raise ValueError(f"the {language} block of the last {len(inside)} lines has no end")


# ------------------------------------------------------------------------------ what is run


class EndsAlike(doctest.OutputChecker):
    """Does not count empty lines at the end, which nobody writes down."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        return super().check_output(want.rstrip("\n"), got.rstrip("\n"), optionflags)


def faults_of_python(block: Block, namespace: dict[str, Any]) -> Iterator[str]:
    """Run ``block`` in ``namespace``, which it may change."""
    if ">>>" not in block.text:
        try:
            exec(compile(block.text, f"<line {block.line}>", "exec"), namespace)
        except Exception as error:
            yield f"line {block.line}: {type(error).__name__}: {error}"
        return
    example = doctest.DocTestParser().get_doctest(
        block.text, namespace, f"line {block.line}", None, block.line - 1
    )
    report: list[str] = []
    runner = doctest.DocTestRunner(EndsAlike(), verbose=False, optionflags=doctest.ELLIPSIS)
    runner.run(example, out=report.append, clear_globs=False)
    namespace.update(example.globs)
    if runner.failures:
        yield "".join(report)


def faults_of_console(block: Block, folder: Path) -> Iterator[str]:
    """Run the commands of ``block`` in ``folder`` and compare what they print."""
    code = 0
    for command in re.split(r"^\$ ", block.text, flags=re.M)[1:]:
        line, _, shown = command.partition("\n")
        printed, code = run_command(line, folder, code)
        if not EndsAlike().check_output(shown, printed, doctest.ELLIPSIS):
            yield f"line {block.line}: $ {line}\n--- shown\n{shown}--- printed\n{printed}"


def run_command(line: str, folder: Path, last_code: int) -> tuple[str, int]:
    """Return what the pipeline ``line`` prints, to either stream, and its exit code."""
    printed, code = "", last_code
    for command in line.split(" | "):
        program, *arguments = shlex.split(command)
        if program == "docparse" and arguments[:1] != ["corpus"]:
            printed, code = run_here(arguments, printed)
        elif program in PROGRAMS:
            done = subprocess.run(
                [sys.executable, *PROGRAMS[program], *arguments],
                cwd=folder,
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
                input=printed.encode(),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
            printed, code = done.stdout.decode(), done.returncode
            printed = PROGRESS.sub("", printed.replace("\r\n", "\n"))
        elif program == "cat":
            paths = [folder / name for name in arguments]
            missing = [f"no file {path.name}\n" for path in paths if not path.is_file()]
            texts = missing or [path.read_text(encoding="utf-8") for path in paths]
            printed, code = "".join(texts), int(bool(missing))
        elif program == "echo" and arguments == ["$?"]:
            printed = f"{last_code}\n"
        else:
            printed, code = f"{program}: not a command of these pages\n", 127
    return printed, code


FORMATS, KNOWN_DIALECTS = docparse.renderers.FORMATS, {**DIALECTS}
"""What a process of its own would know, whatever a page has added before."""


def run_here(arguments: list[str], given: str) -> tuple[str, int]:
    """Run ``docparse`` in this process, without what the page has added to it."""
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding="utf-8", write_through=True)
    known = patch.dict(DIALECTS, KNOWN_DIALECTS, clear=True)
    with known, pytest.MonkeyPatch.context() as changed:
        changed.setattr(docparse.renderers, "FORMATS", FORMATS)
        changed.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        changed.setattr(sys, "stdout", stream)
        changed.setattr(sys, "stderr", stream)
        code = cli.main(arguments)
    return written.getvalue().decode().replace("\r\n", "\n"), code


def faults_of_setup(block: Block) -> Iterator[str]:
    for line in block.text.split("\n"):
        if line and line.split()[0] not in SETTING_UP:
            yield f"line {block.line}: {line!r} is not run; a console block would be"


def faults_of_page(page: str, folder: Path) -> list[str]:
    """Run every block of ``page`` in ``folder``, the working directory, and say what was wrong."""
    faults: list[str] = []
    namespace: dict[str, Any] = {"__name__": "__page__"}
    for block in fenced_blocks(page):
        if block.name:
            (folder / block.name).parent.mkdir(parents=True, exist_ok=True)
            (folder / block.name).write_bytes(block.text.encode())
        elif block.language == "python":
            faults += faults_of_python(block, namespace)
        elif block.language == "console":
            faults += faults_of_console(block, folder)
        elif block.language == "sh":
            faults += faults_of_setup(block)
    return faults


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working directory that modules are imported from, with the files of the README.

    What a page adds to the tables of formats and dialects, and the modules that it writes, are
    forgotten.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(docparse.renderers, "FORMATS", dict(docparse.renderers.FORMATS))
    for block in fenced_blocks(README.read_text(encoding="utf-8")):
        if block.name:
            (tmp_path / block.name).write_bytes(block.text.encode())
    with patch.dict(DIALECTS):
        yield tmp_path
    for path in tmp_path.glob("*.py"):
        sys.modules.pop(path.stem, None)


# ------------------------------------------------------------------------------------ tests


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_does_what_it_says(path: Path, folder: Path) -> None:
    faults = faults_of_page(path.read_text(encoding="utf-8"), folder)
    assert not faults, f"{path.name}\n" + "\n".join(faults)


VERSION = f"$ docparse --version\ndocparse {docparse.__version__}\n"
RIGHT_AND_WRONG = {
    "a statement": ("```python\nassert 1 == 1\n```\n", "```python\nassert 1 == 2\n```\n"),
    "a block in a list": (
        "1. One:\n\n   ```python\n   >>> 1 + 1\n   2\n   ```\n",
        "1. One:\n\n   ```python\n   >>> 1 + 1\n   3\n   ```\n",
    ),
    "a result": ("```python\n>>> 1 + 1\n2\n```\n", "```python\n>>> 1 + 1\n3\n```\n"),
    "no result": ("```python\n>>> None\n```\n", "```python\n>>> 1\n```\n"),
    "an exception": (
        "```python\n>>> [][1]\nTraceback (most recent call last):\nIndexError: ...\n```\n",
        "```python\n>>> [][1]\nTraceback (most recent call last):\nKeyError: ...\n```\n",
    ),
    "a name": (
        "```python\nx = 1\n```\n```python\n>>> x\n1\n```\n",
        "```python\nx = 1\n```\n```python\n>>> y\n1\n```\n",
    ),
    "a command": (f"```console\n{VERSION}```\n", f"```console\n{VERSION}!\n```\n"),
    "a silent command": (
        "```console\n$ docparse json article.txt -o a.json\n```\n",
        "```console\n$ docparse json article.txt\n```\n",
    ),
    "an exit code": (
        f"```console\n{VERSION}$ echo $?\n0\n```\n",
        f"```console\n{VERSION}$ echo $?\n1\n```\n",
    ),
    "a program": (
        "```console\n$ cat article.txt\nThe ferry...\n```\n",
        "```console\n$ dog article.txt\n```\n",
    ),
    "setting up": ("```sh\nmake test\n```\n", "```sh\ndocparse article.txt\n```\n"),
}


@pytest.mark.parametrize(("right", "wrong"), RIGHT_AND_WRONG.values(), ids=RIGHT_AND_WRONG)
def test_a_page_with_a_fault_is_found(right: str, wrong: str, folder: Path) -> None:
    assert faults_of_page(right, folder) == []
    assert faults_of_page(wrong, folder)


def test_blocks_of_a_page_share_names_and_files(folder: Path) -> None:
    page = """
```python
>>> x = 2
```
```python double.py
def double(number):
    return 2 * number
```
```python
from double import double
assert double(x) == 4
```
```text words.txt
two words
```
```console
$ cat words.txt
two words
```
"""
    assert faults_of_page(page, folder) == []


def test_a_block_without_an_end_is_not_passed_over(folder: Path) -> None:
    with pytest.raises(ValueError, match="no end"):
        faults_of_page("```python\nassert 1 == 2\n", folder)


# ------------------------------------------------------------------------------------ links

LINK = re.compile(r"\]\(([^()\s]+)\)")


def anchors(page: str) -> set[str]:
    """Return the anchors that a reader's browser knows of ``page``: one a heading."""
    found = set()
    for title in re.findall(r"^#+ (.+)$", page, flags=re.M):
        kept = re.sub(r"[^\w\- ]", "", title.lower())
        found.add(kept.replace(" ", "-"))
    return found


def dead_links(page: str, folder: Path) -> list[str]:
    """Return the relative links of ``page``, which stands in ``folder``, that lead nowhere."""
    dead = []
    prose = re.sub(r"^( *`{3,}).*?^\1$", "", page, flags=re.M | re.S)
    for url in LINK.findall(re.sub(r"`[^`\n]*`", "", prose)):
        if re.match(r"[a-z]+:", url):
            continue
        name, _, anchor = url.partition("#")
        target = folder / name if name else None
        if target is not None and not target.exists():
            dead.append(url)
        elif anchor:
            text = target.read_text(encoding="utf-8") if target else page
            dead += [url] if anchor not in anchors(text) else []
    return dead


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    assert dead_links(path.read_text(encoding="utf-8"), path.parent) == []


def test_a_dead_link_is_found() -> None:
    page = (
        "# One two\n[here](#one-two) [there](docs/none.md) [where](#three) [out](https://x.org)\n"
    )
    assert dead_links(page, CHECKOUT) == ["docs/none.md", "#three"]


def test_every_page_of_the_documentation_can_be_reached_from_the_readme() -> None:
    linked = set(LINK.findall(README.read_text(encoding="utf-8")))
    pages = {path.relative_to(CHECKOUT).as_posix() for path in PAGES if path.parent != CHECKOUT}
    assert pages
    assert pages <= linked


def test_every_public_name_has_a_page() -> None:
    page = (CHECKOUT / "docs" / "api.md").read_text(encoding="utf-8")
    named = re.findall(r"^   docparse\.(\w+)$", page, flags=re.M)
    assert sorted(named) == sorted(docparse.__all__)


def test_every_page_stands_in_the_contents_of_the_site() -> None:
    docs = CHECKOUT / "docs"
    index = (docs / "index.md").read_text(encoding="utf-8")
    listed = re.findall(r"^(?:\.\./)?[\w/-]+$", index, flags=re.M)
    paths = {(docs / f"{name}.md").resolve() for name in listed}
    assert set(PAGES) - paths == {docs / "index.md"}
    assert all(path.exists() for path in paths)
