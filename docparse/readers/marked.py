"""Marked text as ``parse`` reads it: the blocks of Markdown, and headings that have no mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docparse.dialects.profile import Profile
from docparse.headings.bold import mark_bold_headings
from docparse.headings.decide import infer_headings
from docparse.nodes import Block, Heading
from docparse.source.evidence import Evidence
from docparse.source.lines import BLANK, Lines
from docparse.source.text import Diagnostic
from docparse.structure import structured_blocks
from docparse.structure.draft import Draft


class MarkedReading:
    """The reading of one marked text.

    ``is_found_out`` says that the text showed its marks: then the forms of its writer are read, and
    headings without a mark are looked for. A caller who names Markdown gets what the spec says.
    """

    def __init__(
        self,
        text: str,
        lines: Lines,
        profile: Profile,
        is_found_out: bool,
        evidence: list[Evidence] | None,
    ) -> None:
        # markdown-it-py takes a while to import, and many texts are not marked.
        from docparse.readers.markdown import MarkedText, WriterForms

        self._evidence = evidence
        self._infers = is_found_out
        self._forms = WriterForms(lines, profile, evidence) if is_found_out else None
        self._text = text
        self._lines = lines
        self._marked = MarkedText(text, self._forms)

    def blocks(self, infers: bool, min_confidence: float) -> list[Block]:
        """Return the blocks with their structure; ``infers`` is whether bare headings count."""
        blocks = self._marked.blocks()
        if self._evidence is not None:
            self._evidence += _what_was_read(self._lines, blocks)
        draft = Draft(blocks, source=self._text, evidence=self._evidence)
        if not (infers and self._infers):
            return structured_blocks(draft, pairs={})
        keeps_links = self._text.count("](") > 1
        marked = sum(isinstance(block, Heading) and block.evidence == "mark" for block in blocks)
        has_titles = marked >= _LEAST_MARKED
        has_bold = mark_bold_headings(draft, min_confidence, keeps_links)

        def infer(draft: Draft) -> None:
            doubt = _DOUBT_BESIDE_LINKS if keeps_links else _DOUBT
            infer_headings(draft, min(min_confidence * doubt, 1.0))

        is_bare = not has_titles and not has_bold and len(blocks) >= FEWEST_BLOCKS
        return structured_blocks(draft, infer_headings=infer if is_bare else None, pairs={})

    def diagnostics(self) -> list[Diagnostic]:
        """Return what was odd about the text."""
        found = self._marked.diagnostics()
        return found + self._forms.diagnostics() if self._forms is not None else found


FEWEST_BLOCKS: Final = 8
"""In a marked text of fewer blocks no bare headings are looked for."""
_LEAST_MARKED: Final = 2
"""Marked headings that show that all are marked: one line says nothing of the others."""
_DOUBT: Final = 1.5
_DOUBT_BESIDE_LINKS: Final = 1.95
"""How many times as sure a bare heading must be in a marked text, whose writer would mark it."""


def _what_was_read(lines: Lines, blocks: list[Block]) -> Iterator[Evidence]:
    """Yield the evidence for each block, and for each line that is in none, such as markup."""
    end = 0
    at = 0
    for block in (*blocks, None):
        start = block.span.start if block is not None else len(lines.text)
        while at < len(lines.kinds) and lines.starts[at] < start:
            if lines.starts[at] >= end and lines.kinds[at] is not BLANK:
                yield Evidence("blocks", "markup", lines.trimmed(at))
            at += 1
        if block is not None:
            yield Evidence("blocks", type(block).__name__.lower(), block.span)
            end = block.span.end
