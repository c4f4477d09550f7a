"""The figures as tables in Markdown and as a plot in SVG."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.suite import Contest, Row

BEGIN, END = "<!-- figures of make bench -->", "<!-- end of the figures -->"
PACKAGES = ("markdown-it-py", "mistune", "Markdown", "markdown-it-pyrs", "cmarkgfm", "comrak")


def tables(rows: Sequence[Row], contests: Sequence[Contest], missing: Iterable[str]) -> str:
    """Return everything that was measured, and on what, as Markdown."""
    lines = [_conditions(missing), "", "| measure | figure | to reach | gate | |"]
    lines.append("|---|---:|---:|---:|---|")
    for row in rows:
        sign = "≤" if row.less_is_better else "≥"
        shown = "no peer" if row.figure is None else f"{row.figure:.3g}{row.unit}"
        lines.append(
            f"| {row.measure} | {shown} | {sign} {row.to_reach:.3g} | {row.gate:.3g} "
            f"| {_verdict(row)} |"
        )
    lines += ["", "| input | reader | milliseconds | times docparse |", "|---|---|---:|---:|"]
    for contest in contests:
        own = next(iter(contest.milliseconds.values()))
        for name, milliseconds in contest.milliseconds.items():
            times = milliseconds / own
            lines.append(f"| {contest.title} | {name} | {milliseconds:.3g} | {times:.2g} |")
    return "\n".join(lines) + "\n"


def _conditions(missing: Iterable[str]) -> str:
    installed = []
    for package in PACKAGES:
        try:
            installed.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    absent = ", ".join(sorted(missing))
    return (
        f"Measured on {date.today()}, {platform.python_implementation()} "
        f"{platform.python_version()}, {platform.system()} on {platform.machine()} with "
        f"{os.cpu_count()} cores; {', '.join(installed)}."
        + (f" Not installed, so left out: {absent}." if absent else "")
    )


def _verdict(row: Row) -> str:
    if row.figure is None:
        return ""
    if row.reaches(row.to_reach):
        return "reached"
    if row.reaches(row.gate):
        return "over the gate"
    return "**misses its gate**" + (
        f", held at {row.held}" if row.held not in (None, math.inf) else ""
    )


def put_into(page: Path, figures: str) -> None:
    """Put ``figures`` between the two marks of ``page``, in place of those that stand there."""
    text = page.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{figures}{END}{after}", "utf-8")


# --------------------------------------------------------------------------------- the plot

_WIDTH, _LABELS, _BAR, _GAP = 760, 250, 18, 34


def plot(contests: Sequence[Contest]) -> str:
    """Return an SVG in which a bar is the time of a reader, in times of docparse's."""
    parts: list[str] = []
    y = 24
    for contest in contests:
        own, *_ = contest.milliseconds.values()
        slowest = max(contest.milliseconds.values())
        parts.append(f'<text x="8" y="{y}" font-weight="bold">{escape(contest.title)}</text>')
        for name, milliseconds in contest.milliseconds.items():
            y += _BAR + 4
            width = max(1.0, (_WIDTH - _LABELS - 90) * milliseconds / slowest)
            colour = "#0a7d5a" if name.startswith("docparse") else "#8a94a6"
            middle = y - 5
            parts += [
                f'<text x="{_LABELS - 8}" y="{y}" text-anchor="end">{escape(name)}</text>',
                f'<rect x="{_LABELS}" y="{middle - 9}" width="{width:.1f}" height="{_BAR - 4}" '
                f'fill="{colour}"/>',
                f'<text x="{_LABELS + width + 6:.1f}" y="{y}">{milliseconds / own:.2g} ×</text>',
            ]
        y += _GAP
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {y}" '
        'font-family="sans-serif" font-size="13" role="img">'
    )
    title = "<title>The time of each reader, in times of docparse's</title>"
    ground = f'<rect width="{_WIDTH}" height="{y}" fill="#ffffff"/>'
    return "\n".join([head, title, ground, *parts, "</svg>"]) + "\n"
