"""Completions and the manual page are those of the command line as it is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from docparse.commands.all_commands import COMMANDS
from docparse.commands.completions import SHELLS
from tests.cli.running import main, posix
from tests.shell_files import FOLDER, MANUAL, shell_files


def test_the_files_in_the_package_are_current() -> None:
    in_package = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert in_package == shell_files(), "make shell-files makes them anew"


def test_every_command_is_in_the_manual() -> None:
    page = (FOLDER / MANUAL).read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"'docparse {command}'" in page


@pytest.mark.parametrize("shell", SHELLS)
def test_completions_are_printed(shell: str) -> None:
    ended = main(["completions", shell], b"")
    assert ended.code == 0
    assert ended.out == (FOLDER / SHELLS[shell]).read_text(encoding="utf-8")


@posix
@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("docparse htm", "html"),
        ("docparse md --furn", "--furniture"),
        ("docparse csv --formulas k", "keep"),
        ("docparse outline art", "article.txt"),
    ],
)
def test_bash_completes(words: str, completed: str, article: Path) -> None:
    script = (
        f"source {FOLDER / SHELLS['bash']}; COMP_WORDS=({words}); "
        'COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _shtab_docparse; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-c", script], cwd=article.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{completed}\n"
