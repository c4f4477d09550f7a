"""The progress of a run over articles: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time

from docparse.commands.console import Console
from docparse.corpus.progress import SECONDS, bar_on, duration


class Progress:
    """Shows how many of ``total`` articles are read, how many failed, how long the rest takes.

    A bar is drawn if standard error is a terminal and tqdm is there; else a line is said every
    :data:`~docparse.corpus.progress.SECONDS` seconds.
    """

    def __init__(self, total: int, console: Console) -> None:
        self._total = total
        self._console = console
        self._started = self._told = time.monotonic()
        self._bar = bar_on(console.terminal, total=total, unit=" articles")

    def update(self, read: int, failed: int) -> None:
        """Show that ``read`` articles are read, ``failed`` of them in vain."""
        now = time.monotonic()
        if self._bar is not None:
            self._bar.set_postfix_str(f"{failed:,} failed" if failed else "", refresh=False)
            self._bar.update(read - self._bar.n)
        elif now - self._told >= SECONDS and read:
            self._told = now
            left = duration((now - self._started) / read * max(0, self._total - read))
            self._console.say(
                f"{read:,} of {self._total:,} articles, {failed:,} failed, {left} left"
            )

    def error(self, message: str) -> None:
        """Say ``message`` above the bar."""
        self._clear()
        self._console.error(message)

    def detail(self, message: str) -> None:
        """Say ``message`` above the bar, if everything is to be said."""
        if self._console.volume >= 2:
            self.error(message)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _clear(self) -> None:
        if self._bar is not None:
            self._bar.clear()
