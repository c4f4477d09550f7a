"""The completions and the manual page that the package ships, made from the command line.

Usage: python -m tests.shell_files. Needs the extra ``shell``; a test says whether they are current.
"""

from __future__ import annotations

import argparse
import os
import re
from typing import Final
from unittest.mock import patch

import docparse
from docparse.commands.completions import SHELLS
from docparse.commands.line import CommandLine
from tests.conftest import CHECKOUT

FOLDER: Final = CHECKOUT / "docparse" / "commands" / "shell"
MANUAL: Final = "docparse.1"


# A line that text was broken into, and that the formatter of the page would take for a request.
_NO_REQUEST: Final = re.compile(r"^(?=\.(?!(TH|SH|TP|B)\b))", re.MULTILINE)


def shell_files() -> dict[str, str]:
    """Return the text of each file by its name."""
    import shtab
    from argparse_manpage.manpage import Manpage

    with patch.dict(os.environ, {"COLUMNS": "100"}):
        program = CommandLine().program
        for action in _actions(program):
            if action.metavar in ("IN", "FILE", "INPUT"):
                action.complete = shtab.FILE  # type: ignore[attr-defined]
            elif action.metavar == "DIR":
                action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
        files = {name: shtab.complete(program, shell) for shell, name in SHELLS.items()}
        page = Manpage(
            CommandLine().program,
            {
                "date": " ",
                "project_name": "docparse",
                "version": docparse.__version__,
                "manual_title": "User Commands",
                "description": "read articles that a text extractor flattened",
            },
        )
        files[MANUAL] = _NO_REQUEST.sub(r"\&", str(page))
    lines = {name: map(str.rstrip, text.split("\n")) for name, text in files.items()}
    return {name: "\n".join(each).rstrip("\n") + "\n" for name, each in lines.items()}


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return the actions of ``parser`` and of the parsers of its commands."""
    found = list(parser._actions)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found += [each for below in action.choices.values() for each in below._actions]
    return found


if __name__ == "__main__":
    for name, text in shell_files().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
