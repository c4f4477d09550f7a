"""``docparse`` run for real, in a process of its own or in this one, and its article."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from docparse import cli
from tests.conftest import CHECKOUT

ARTICLE = """\
The ferry is late.
Article Subheadings |
---|
1) Fares |
2) Boats |
Fares
Everybody pays at the gate, and residents travel free on every boat.
Ticket | Adult |
---|---|
Single | =4 |
Boats
There are two of them, and both were built before the war.
Frequently Asked Questions
Question: Is it late?
Yes.
"""

READING_COMMANDS = (
    "html",
    "csv",
    "json",
    "jsonld",
    "md",
    "text",
    "outline",
    "chunks",
    "tokens",
    "explain",
    "tables",
)
"""The commands that read articles and write to standard output."""
FORMATS = {"html": "html", "json": "json", "jsonld": "jsonld", "md": "markdown", "text": "text"}

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1"}

needs_dev_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
posix = pytest.mark.skipif(os.name != "posix", reason="as POSIX has it")
not_root = pytest.mark.skipif(
    os.name == "posix" and os.geteuid() == 0, reason="root may write everywhere"
)


class Ended:
    """How a run ended: its exit code and what it wrote."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code, self.out = code, out.decode("utf-8")
        self.err = err.decode("utf-8").replace("\r\n", "\n")
        assert "Traceback" not in self.err, self.err
        assert "Exception ignored" not in self.err, self.err


def run(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> Ended:
    """Run the command line in this process, as :func:`main` does."""
    with pytest.MonkeyPatch.context() as patch:
        if cwd is not None:
            patch.chdir(cwd)
        return main([*map(str, arguments)], stdin)


def run_process(*arguments: str | Path, stdin: bytes = b"", **options: Any) -> Ended:
    """Run ``python -m docparse`` in a process of its own, which costs a hundred times as much.

    That is for what only a process has: its streams, its locale, the way it ends.
    """
    command = [sys.executable, "-m", "docparse", *map(str, arguments)]
    environment = {**ENVIRONMENT, **options.pop("env", {})}
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    done = subprocess.run(command, input=stdin, env=environment, check=False, **options)
    return Ended(done.returncode, done.stdout or b"", done.stderr or b"")


def main(arguments: list[str], data: bytes) -> Ended:
    """Run the command line in this process, ``data`` on its standard input."""
    streams = Streams()
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(streams.out),
        contextlib.redirect_stderr(streams.err),
    ):
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        code = cli.main(arguments)
        streams.out.flush()
        streams.err.flush()
    return Ended(code, streams.written.getvalue(), streams.said.getvalue())


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "docparse", *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=ENVIRONMENT, stdin=pipe, stdout=pipe, stderr=pipe)


class Streams:
    """Standard output and error of a run in this process."""

    def __init__(self) -> None:
        self.written, self.said = io.BytesIO(), io.BytesIO()
        self.out = io.TextIOWrapper(self.written, encoding="utf-8")
        self.err = io.TextIOWrapper(self.said, encoding="utf-8", errors="backslashreplace")
