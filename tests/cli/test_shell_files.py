"""Completions and the manual page are those of the command line as it is."""

from __future__ import annotations

import os
import re
import shutil
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


COMPLETED = [
    ("docparse htm", "html"),
    ("docparse md --furn", "--furniture"),
    ("docparse csv --formulas k", "keep"),
    ("docparse outline art", "article.txt"),
    ("docparse corpus --em", "--emit"),
]
"""What is typed before the tabulator, and what its last word becomes."""


@posix
@pytest.mark.parametrize(("words", "completed"), COMPLETED)
def test_bash_completes(words: str, completed: str, article: Path) -> None:
    script = (
        f"source {FOLDER / SHELLS['bash']}; COMP_WORDS=({words}); "
        'COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _shtab_docparse; echo "${COMPREPLY[@]}"'
    )
    assert output_of("bash", script, article.parent) == f"{completed}\n"


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish")
@pytest.mark.parametrize(("words", "completed"), COMPLETED)
def test_fish_completes(words: str, completed: str, article: Path) -> None:
    script = f"source {FOLDER / SHELLS['fish']}; complete -C '{words}'"
    (line,) = output_of("fish", script, article.parent).splitlines()
    assert line.split("\t")[0] == completed


@pytest.mark.skipif(shutil.which("zsh") is None, reason="there is no zsh")
@pytest.mark.parametrize(("words", "completed"), COMPLETED)
def test_zsh_completes(words: str, completed: str, article: Path) -> None:
    expected = f"{words.rpartition(' ')[0]} {completed}"
    assert typed_in_zsh(f"{words}\t", article.parent) == expected


def output_of(shell: str, script: str, folder: Path) -> str:
    done = subprocess.run(
        [shell, "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


def typed_in_zsh(keys: str, folder: Path) -> str:
    """Return the line of a zsh in ``folder`` after ``keys``; it completes on a terminal alone."""
    import pty

    ours, theirs = pty.openpty()
    command = ["zsh", "-f", "-i"]
    environment = {**os.environ, "TERM": "dumb", "COLUMNS": "200", "HOME": str(folder)}
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as zsh:
        os.close(theirs)
        try:
            load = f"fpath=({FOLDER} $fpath); autoload -Uz compinit && compinit -u -D"
            os.write(ours, f"{load}; print rea''dy\n".encode())
            shown(ours, r"\nready\r\n")
            os.write(ours, f"{keys}\x01print -r -- '<\x05>'\n".encode())  # to its start, to its end
            return shown(ours, r"\n<(.*)>\r\n").strip()
        finally:
            zsh.kill()
            os.close(ours)


def shown(terminal: int, pattern: str) -> str:
    """Return what the last group of ``pattern`` matches in what is shown on ``terminal``."""
    import select

    output = ""
    while not (match := re.search(pattern, output)):
        assert select.select([terminal], [], [], 60)[0], output
        output += os.read(terminal, 4096).decode(errors="replace")
    return match[match.lastindex or 0]
