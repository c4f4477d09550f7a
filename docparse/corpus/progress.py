"""The progress of a run: a bar on a terminal, a line every few seconds elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, TextIO

import attrs

from docparse.errors import MissingExtraError, required
from docparse.nodes.base import counted

if TYPE_CHECKING:  # the progress of several articles is shown, too, without any of it
    from docparse.corpus.shards import Counts

SECONDS: Final = 10
"""Seconds between two lines, where there is no terminal."""


class Progress:
    """Shows how many documents are read, how fast, how many failed, and how long the rest takes.

    ``total`` and ``done`` are bytes of the input. A bar is drawn on ``terminal``; without one,
    or without tqdm, ``say`` is given a line every few seconds.
    """

    def __init__(
        self, total: int, done: int, say: Callable[[str], None], terminal: TextIO | None
    ) -> None:
        self._total = total
        self._begun_with = done
        self._say = say
        self._started = self._told = time.monotonic()
        self._bar = bar_on(terminal, total=total, initial=done, unit="B", unit_scale=True)

    def update(self, done: float, counts: Counts) -> None:
        """Show the progress: ``done`` bytes of the input, and the counts so far."""
        now = time.monotonic()
        documents, errors = counted(counts.documents, "document"), counted(counts.failed, "error")
        if self._bar is not None:
            self._bar.set_postfix_str(f"{documents}, {errors}", refresh=False)
            self._bar.update(int(done) - self._bar.n)
        elif now - self._told >= SECONDS:
            self._told = now
            rate = (done - self._begun_with) / (now - self._started)
            left = f"{duration((self._total - done) / rate)} left" if rate else "no end in sight"
            read = f"{size_in_words(done)} of {size_in_words(self._total)}"
            self._say(f"{documents}, {read}, {size_in_words(rate)}/s, {errors}, {left}")

    def close(self) -> None:
        if self._bar is not None:
            self._bar.refresh()
            self._bar.close()


def bar_on(terminal: TextIO | None, **options: Any) -> Any:
    """Return a bar of tqdm's, with its ``options``; None without a terminal, or without tqdm."""
    if terminal is None:
        return None
    try:
        tqdm = required("tqdm", "corpus").tqdm
    except MissingExtraError:
        return None
    return tqdm(file=terminal, dynamic_ncols=True, leave=False, **options)


def size_in_words(size: float) -> str:
    """Return ``size``, in bytes, in words: ``"1,234.5 MB"``, ``"12.3 KB"``, ``"9 bytes"``."""
    if 0 < size < 1000:
        return counted(round(size), "byte")
    return f"{size / 1e6:,.1f} MB" if not 0 < size < _SMALL else f"{size / 1e3:,.1f} KB"


_SMALL: Final = 1_000_000
"""Bytes; for less the summary names no speed, which would be that of starting up."""


def duration(seconds: float) -> str:
    """Return ``seconds`` in words: ``"2 h 5 min"``, ``"5 min 3 s"``, ``"12 s"``, ``"0.4 s"``."""
    if seconds < _FEW_SECONDS:
        return f"{seconds:.1f} s"
    minutes, seconds = divmod(round(seconds), 60)
    if not minutes:
        return f"{seconds} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {seconds} s"


_FEW_SECONDS: Final = 10


@attrs.frozen
class Summary:
    """The result of a run, including the parts that were done before it.

    ``new`` counts what it did itself, None if it did all; ``text_bytes`` is what it read of that;
    ``foreign`` are files among the shards that are no shards.
    """

    counts: Counts
    seconds: float
    new: Counts | None
    text_bytes: int
    problems: dict[str, str]
    errors_path: str
    foreign: Sequence[str] = ()

    def lines(self) -> list[str]:
        """Return the summary in words, a line for each fact."""
        counts = self.counts
        speed = f", {size_in_words(self.text_bytes / max(self.seconds, 1e-9))}/s"
        rate = speed if self.text_bytes >= _SMALL else ""
        lines = [_found(counts)]
        if self.new is not None:
            is_any = self.new.documents > 0
            lines.append(f"new: {_found(self.new)}" if is_any else "nothing new since the last run")
        if self.text_bytes:
            read = f"{size_in_words(self.text_bytes)} of text"
            lines.append(f"{read} in {duration(self.seconds)}{rate}")
        listed = f", listed in {self.errors_path}"
        lines.append(f"{counts.failed:,} failed{listed if counts.failed else ''}")
        if self.problems:
            lines.append(f"{counted(len(self.problems), 'file')} not read{listed}")
        if self.foreign:
            more = f" and {len(self.foreign) - 3:,} more" if len(self.foreign) > 3 else ""
            named = ", ".join(self.foreign[:3])
            lines.append(f"among the shards, and of another program: {named}{more}")
        return lines


def _found(counts: Counts) -> str:
    return ", ".join(
        [
            counted(counts.documents, "document"),
            counted(counts.tables, "table"),
            counted(counts.questions, "question"),
        ]
    )
