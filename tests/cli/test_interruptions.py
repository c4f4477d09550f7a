"""An interrupted run leaves nothing half done."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from docparse import cli
from tests.cli.running import ARTICLE, files, posix, start


@posix
@pytest.mark.parametrize("sent", ["SIGINT", "SIGTERM"])
def test_an_interruption(sent: str, tmp_path: Path) -> None:
    with start("html", "-", "-o", tmp_path / "a.html") as process:
        assert process.stdin is not None
        process.stdin.write(b"a\n" * 500_000)  # more than a pipe holds: it is read by now
        process.stdin.flush()
        process.send_signal(getattr(signal, sent))
        assert process.wait(30) == 130
        assert process.communicate() == (b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_while_writing(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    target = article.parent / "a.html"
    target.write_text("before")
    monkeypatch.setattr(os, "fsync", interrupted)
    assert cli.main(["html", str(article), "-o", str(target)]) == 130
    assert files(article.parent) == {"article.txt": ARTICLE.encode(), "a.html": b"before"}


def test_the_signals_are_put_back(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGTERM)
    assert cli.main(["outline", str(article)]) == 0
    assert capsys.readouterr().err == ""
    assert signal.getsignal(signal.SIGTERM) is before
