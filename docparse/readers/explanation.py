"""Why a text was read as it was: what each line became, which step decided that, and why."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Final, TypeVar

import attrs

from docparse.errors import ArgumentError, OptionError
from docparse.nodes import Document, FaqItem, Heading, Inline, ListItem, Node, Table, TableCell
from docparse.nodes.base import counted, excerpt
from docparse.source.evidence import Evidence
from docparse.source.lines import Lines, scan
from docparse.source.text import NO_SPAN, Span
from docparse.tree.visitor import walk

PlacedT = TypeVar("PlacedT")


@attrs.frozen
class ExplainedLine:
    """A line of the text: its number from 1, its span in code points, and what became of it.

    ``nodes`` are the nodes that hold it or that it is, from the Document inwards, without cells and
    inline nodes; ``evidence`` is what was decided about it, in the order of the steps. ``table`` is
    the number of the table that begins with it, from 1, None if none does.
    """

    number: int
    span: Span
    text: str
    nodes: tuple[Node, ...]
    evidence: tuple[Evidence, ...]
    table: int | None = None

    def __repr__(self) -> str:
        return f"<ExplainedLine {self.number} {excerpt(self.text)}: {_became(self.nodes)}>"

    def __str__(self) -> str:
        """Return all that is known of the line, one fact a line."""
        rows = [f"{self.number}: {self.text}".rstrip(), " > ".join(map(_node_label, self.nodes))]
        for found in self.evidence:
            rows.append(_decision(found))
            rows += (f"    {name}: {value}" for name, value in found.values.items())
        return "\n".join(rows)

    def in_short(self) -> str:
        """Return what the line became, the last step that decided on it, and its first words."""
        became = _became(self.nodes) if self.text.strip() else ""
        if self.table is not None:
            became = f"Table {self.table}"
        last = self._last_decision()
        decided = _decision(last) if last is not None else ""
        words = " ".join(self.text.split())[:_SHOWN_WORDS]
        return f"{self.number:4}  {became:9}  {decided:23}  {words}".rstrip()

    def _last_decision(self) -> Evidence | None:
        """Return what was decided last, or before it what tells more.

        A search tells more of a row than the rule that asked, and the role of a line more than that
        it is no candidate for a heading, which comes of it.
        """
        decided = [
            found for found in self.evidence if found.was_decided and found.step not in _BY_THE_WAY
        ]
        searched = [found for found in decided if found.step == "tables"]
        if searched and decided[-1].step == "blocks" and self._is_in_table:
            return searched[-1]
        if len(decided) > 1 and decided[-2].step == "roles" and decided[-1].code == "no-candidate":
            return decided[-2]
        return decided[-1] if decided else None

    @property
    def _is_in_table(self) -> bool:
        return any(isinstance(node, Table) for node in self.nodes)


_SHOWN_WORDS: Final = 60
_BY_THE_WAY: Final = frozenset({"title", "levels"})
"""Steps that say more of a heading and do not make one."""


def _became(nodes: tuple[Node, ...]) -> str:
    """Return what a line is, given the nodes around it; a line in an item or an answer is that."""
    if len(nodes) < 2:
        return "-"
    around, node = nodes[-2:]
    if isinstance(around, FaqItem):
        return "question" if node is around.question else "answer"
    return _node_label(around if isinstance(around, ListItem) else node)


def _node_label(node: Node) -> str:
    name = type(node).__name__
    return f"{name} {node.level}" if isinstance(node, Heading) else name


def _decision(evidence: Evidence) -> str:
    weight = "" if evidence.weight is None else f" {evidence.weight:.2f}"
    return f"{evidence.step}: {evidence.code}{weight}"


def _about_dialect(evidence: Evidence) -> str:
    values = "; ".join(f"{name}: {value}" for name, value in evidence.values.items())
    weight = f" ({counted(round(evidence.weight), 'line')})" if evidence.weight else ""
    return f"{evidence.code}{weight}: {values}"


@attrs.frozen
class Explanation:
    """What :func:`docparse.parse` returns, and why.

    ``evidence`` is all that was decided, in the order of the steps. The evidence for dialects comes
    first, that for the chosen one before the others.
    """

    document: Document
    evidence: tuple[Evidence, ...]
    _lines: Lines = attrs.field(init=False, repr=False, eq=False)

    @_lines.default
    def _scanned(self) -> Lines:
        return scan(self.document.source or "")

    @property
    def _count(self) -> int:
        """How many lines there are; a line end at the very end starts no line."""
        return len(self._lines.lines) - (self._lines.lines[-1] == "")

    def line(self, number: int) -> ExplainedLine:
        """Return what became of line ``number``, counted from 1, and why.

        Raises ArgumentError if ``number`` is not a whole number, OptionError if there is no such
        line.
        """
        if not isinstance(number, int):
            raise ArgumentError(f"a line has a whole number, not {type(number).__name__}")
        if not 1 <= number <= self._count:
            raise OptionError(f"there is no line {number}; the text has {self._count}")
        (line,) = self._explained(range(number - 1, number))
        return line

    def lines(self) -> list[ExplainedLine]:
        """Return all lines of the text, each with what became of it and why."""
        return self._explained(range(self._count))

    def about_dialect(self) -> list[Evidence]:
        """Return the evidence for each dialect, the chosen one first."""
        return [found for found in self.evidence if found.step == "dialect"]

    def __repr__(self) -> str:
        return f"<Explanation {counted(self._count, 'line')}>"

    def __str__(self) -> str:
        """Return the evidence for the dialect, and one line for each line of the text."""
        rows = map(_about_dialect, self.about_dialect())
        return "\n".join([*rows, *(line.in_short() for line in self.lines())])

    def _explained(self, wanted: range) -> list[ExplainedLine]:
        """Return the ``wanted`` lines, each with its nodes and its evidence."""
        nodes = [node for node in walk(self.document) if not isinstance(node, (Inline, TableCell))]
        nodes_of = self._by_line(wanted, [(node.span, node) for node in nodes])
        tables = [node for node in nodes if isinstance(node, Table)]
        begun = [(Span(table.span.start, table.span.start), n) for n, table in enumerate(tables, 1)]
        number_of = self._by_line(wanted, begun)
        about_lines = [found for found in self.evidence if found.step != "dialect"]
        evidence_of = self._by_line(wanted, [(found.span, found) for found in about_lines])
        return [
            ExplainedLine(
                index + 1,
                self._span(index),
                self._lines.lines[index],
                tuple(nodes_of[index - wanted.start]),
                tuple(evidence_of[index - wanted.start]),
                next(iter(number_of[index - wanted.start]), None),
            )
            for index in wanted
        ]

    def _span(self, index: int) -> Span:
        start = self._lines.starts[index]
        return Span(start, start + len(self._lines.lines[index]))

    def _by_line(
        self, wanted: range, placed: Iterable[tuple[Span, PlacedT]]
    ) -> list[list[PlacedT]]:
        """Return the objects that stand, in part or in whole, in each of the ``wanted`` lines."""
        starts = self._lines.starts[: self._count]
        found: list[list[PlacedT]] = [[] for _ in wanted]
        for span, value in placed:
            if span == NO_SPAN:
                continue
            first = bisect_right(starts, span.start) - 1
            after = max(first + 1, bisect_left(starts, span.end))
            for index in range(max(first, wanted.start), min(after, wanted.stop)):
                found[index - wanted.start].append(value)
        return found
