"""``make fuzz-coverage``: the promises on inputs that libFuzzer grows from the seeds.

Unlike ``make fuzz``, which builds inputs from a grammar, this keeps an input if it reaches a
branch that none before it did, and changes it further. The targets take turns for
``FUZZ_SECONDS`` in all; what each has grown is kept under ``build/fuzz`` for the next run. A
find is saved under ``tests/cases/finds/``, where the tests read it from then on.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import pkgutil
import re
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import atheris

with atheris.instrument_imports(include=["docparse"]):
    import docparse

    for module in pkgutil.walk_packages(docparse.__path__, "docparse."):
        if module.name != "docparse.__main__":
            importlib.import_module(module.name)
    from tests import promises, strategies
    from tests.conftest import CHECKOUT, seed_texts

FINDS = CHECKOUT / "tests" / "cases" / "finds"
GROWN = CHECKOUT / "build" / "fuzz"

SECONDS = 3600
LONGEST_INPUT = 4096
SECONDS_FOR_ONE_INPUT = 20
MEGABYTES = 2048

Keeps = Callable[[str], None]


class Target(NamedTuple):
    """Promises about one part of the package, and the texts its inputs grow from."""

    promises: tuple[Keeps, ...]
    seeds: Callable[[], Iterable[str]]


def paragraphs() -> list[str]:
    """Return the seeds, whole and in pieces of ten lines."""
    found = seed_texts()
    for text in seed_texts():
        lines = text.splitlines(keepends=True)
        found += ["".join(lines[at : at + 10]) for at in range(0, len(lines), 10)]
    return [*found, *strategies.FRAGMENTS]


def written_as(format: str) -> list[str]:
    return [
        docparse.render(docparse.parse(text), docparse.FormatName(format)) for text in paragraphs()
    ]


TARGETS = {
    "tokenize": Target((promises.tokens_tile,), paragraphs),
    "parse": Target(
        (
            promises.parse_raises_nothing,
            promises.spans_nest,
            promises.line_endings_count_for_nothing,
            promises.nothing_is_lost,
            promises.nothing_inline_is_lost,
        ),
        paragraphs,
    ),
    "from_markdown": Target((promises.markdown_is_idempotent,), partial(written_as, "markdown")),
    "from_html": Target((promises.html_is_read_and_written,), partial(written_as, "html")),
    "from_json": Target((promises.json_is_read_and_written,), partial(written_as, "json")),
    "renderers": Target(
        (promises.what_is_parsed_is_written, promises.output_is_bounded), paragraphs
    ),
}


def text_of(data: bytes) -> str:
    """Return the text that ``data`` stands for; a byte that is not UTF-8 is half a surrogate."""
    return data.decode("utf-8", "surrogateescape")


class Finds:
    """Saves the shortest input for each place where a promise is broken."""

    def __init__(self) -> None:
        self._shortest: dict[str, int] = {}

    def add(self, keeps: Keeps, text: str, error: Exception) -> None:
        place = traceback.extract_tb(error.__traceback__)[-1]
        name = f"{keeps.__name__} {type(error).__name__} {place.filename}:{place.lineno}"
        if self._shortest.get(name, sys.maxsize) <= len(text):
            return
        self._shortest[name] = len(text)
        digest = hashlib.sha256(name.encode()).hexdigest()[:12]
        path = FINDS / f"{keeps.__name__}-{digest}.txt"
        path.write_text(f"{text!r}\n", encoding="utf-8")
        print(
            f"FOUND {path.relative_to(CHECKOUT)}: {type(error).__name__}, line {place.lineno}",
            file=sys.stderr,
        )


def fuzz(name: str, options: list[str]) -> None:
    """Fuzz one target in this process, which libFuzzer ends."""
    finds = Finds()

    def attempt(data: bytes) -> None:
        text = text_of(data)
        for keeps in TARGETS[name].promises:
            try:
                keeps(text)
            except Exception as error:  # whatever the code under test does is a find
                finds.add(keeps, text, error)

    atheris.Setup([sys.argv[0], *options], attempt)
    atheris.Fuzz()


def write_seeds(name: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for text in TARGETS[name].seeds():
        data = text.encode("utf-8", "surrogatepass")[:LONGEST_INPUT]
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def write_dictionary(path: Path) -> None:
    """Write the pieces of the format as libFuzzer wants them: what it puts into its inputs."""
    pieces = {piece.encode("utf-8", "surrogatepass") for piece in strategies.FRAGMENTS}
    escaped = ("".join(f"\\x{byte:02x}" for byte in piece) for piece in sorted(pieces) if piece)
    path.write_text("".join(f'"{piece}"\n' for piece in escaped if len(piece) <= 240))


def main(seconds: int) -> int:
    """Give each target its share of ``seconds``; return 1 if one of them found something."""
    share = max(1, seconds // len(TARGETS))
    GROWN.mkdir(parents=True, exist_ok=True)
    write_dictionary(GROWN / "dictionary")
    options = [
        f"-max_total_time={share}",
        f"-dict={GROWN}/dictionary",
        f"-artifact_prefix={GROWN}/",
    ]
    options += [f"-max_len={LONGEST_INPUT}", f"-timeout={SECONDS_FOR_ONE_INPUT}"]
    options += [f"-rss_limit_mb={MEGABYTES}"]
    known = set(FINDS.iterdir())
    failed = False
    for name in TARGETS:
        folder = GROWN / name
        write_seeds(name, folder)
        command = [sys.executable, "-m", "tests.fuzz_coverage", name, *options, str(folder)]
        done = subprocess.run(command, cwd=CHECKOUT, stderr=subprocess.PIPE, text=True, check=False)
        lines = done.stderr.splitlines()
        print(f"{name}: {_last(lines, 'DONE')}", flush=True)
        for line in dict.fromkeys(line for line in lines if line.startswith("FOUND")):
            print(line, flush=True)
        if done.returncode:
            failed = True
            print("\n".join(lines[-20:]), flush=True)
    return int(failed or set(FINDS.iterdir()) != known)


def _last(lines: list[str], word: str) -> str:
    """Return libFuzzer's last line with ``word``: inputs tried, branches reached, inputs kept."""
    found = next((line for line in reversed(lines) if word in line), "ended before its time")
    return re.sub(r"\s+", " ", found)


if __name__ == "__main__":
    if sys.argv[1:]:
        fuzz(sys.argv[1], sys.argv[2:])
    else:
        sys.exit(main(int(os.environ.get("FUZZ_SECONDS") or 0) or SECONDS))
