"""``docparse corpus`` started in this process, where that will do."""

from __future__ import annotations

import multiprocessing
import os
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from docparse import cli
from tests import corpora

Main = Callable[..., tuple[int, str, str]]
"""Gives the exit code, standard output and standard error."""

posix = pytest.mark.skipif(os.name != "posix", reason="as POSIX has it")


@pytest.fixture
def main(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run ``docparse corpus`` from this process, in ``tmp_path``.

    The workers are threads; with ``processes=True`` they are what they are for a user, and come
    upon faults.
    """
    for name, value in corpora.environment(tmp_path, kill_once=tmp_path / "once").items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)

    def call(
        *arguments: object, emit: str = "html", processes: bool = False
    ) -> tuple[int, str, str]:
        line = ["corpus", "--output", "out", "--emit", emit, "--workers", 1, *arguments]
        with monkeypatch.context() as patch:
            if not processes and os.name == "posix":
                patch.setattr("multiprocessing.get_context", lambda method: Threads)
            code = cli.main(list(map(str, line)))
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    return call


class Threads:
    """What multiprocessing is to a Pool, in one process: quick, and measured with the rest."""

    Pipe = staticmethod(multiprocessing.Pipe)

    class Process(threading.Thread):
        def __init__(self, target: Callable[..., None], args: Sequence[Any], daemon: bool) -> None:
            # The pool closes its end of what the worker was given, as if that had a copy.
            connection = Connection(os.dup(args[0].fileno()))
            self.connection = connection
            super().__init__(target=target, args=(connection, *args[1:]), daemon=daemon)

        def run(self) -> None:
            try:
                with suppress(SystemExit):
                    super().run()
            finally:
                self.connection.close()

        def terminate(self) -> None:
            with suppress(OSError), socket.socket(fileno=os.dup(self.connection.fileno())) as end:
                end.shutdown(socket.SHUT_RDWR)

        kill = terminate
