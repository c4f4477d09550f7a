"""A document in the making: flat blocks, and the facts that the structure steps look at."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from docparse.nodes import (
    Block,
    CodeSpan,
    Heading,
    Paragraph,
    TextHolder,
    line_text,
    make_heading,
)
from docparse.source.evidence import NOTHING, Evidence
from docparse.source.text import Span
from docparse.words.labels import OPENING_MARKS, question_labels
from docparse.words.line_words import LineWords, line_words
from docparse.words.questions import LAST_OF_QUESTIONS, LONGEST_QUESTION, asks
from docparse.words.sentences import FULL_STOPS, LONGEST_ABBREVIATION, is_abbreviation
from docparse.words.titles import TitleKind, title_key, title_kind

LONGEST_CANDIDATE: Final = 160
"""Code points; headings of real pages are hardly ever longer."""


class Splice:
    """A replacement: the blocks from ``start`` to ``end``, and what takes their place."""

    def __init__(self, start: int, end: int, blocks: Sequence[Block]) -> None:
        self.start = start
        self.end = end
        self.blocks = blocks


class LineFacts:
    """What lines look like on their own: the indexes of those that stand out in some way."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.labelled: dict[int, int] = {}
        """The lines with the label of a question, and where the words after it start."""
        self.labels_alone: list[int] = []
        """The lines that are the label of a question and nothing else."""
        self.asking: list[int] = []
        """The lines that end in a question mark."""
        self.short = array("I")
        """The lines whose length and ending allow them to be headings."""
        labels = question_labels()
        initials, beginnings, after_label = labels.initials, labels.beginnings, labels.after
        for index, text in enumerate(texts):
            size = len(text)
            if not size:
                continue
            # As ``after`` asks first, too, but without a call for every line.
            if (
                text[0] in initials
                and (text[:3] in beginnings or text[:2] in beginnings or text[0] in OPENING_MARKS)
                and (after := after_label(text)) > 0
            ):
                if after < size:
                    self.labelled[index] = after
                else:
                    self.labels_alone.append(index)
            if size <= LONGEST_QUESTION:
                last = text[-1]
                if last in LAST_OF_QUESTIONS and asks(text):
                    self.asking.append(index)
                if size <= LONGEST_CANDIDATE and (
                    last not in FULL_STOPS
                    or (size <= LONGEST_ABBREVIATION and is_abbreviation(text))
                ):
                    self.short.append(index)


class Draft:
    """The flat blocks of a document, in order. Only ``replace`` and ``splice`` change them.

    ``blocks[i]`` is a block and ``texts[i]`` its text if it is a line: a paragraph, a heading or a
    list of a single paragraph; ``""`` for all others. ``source`` is the text that the spans of the
    blocks point into, if they have spans. ``evidence`` records why each block became what it is;
    it is None unless an explanation was asked for.
    """

    def __init__(
        self,
        blocks: Iterable[Block],
        texts: list[str] | None = None,
        source: str | None = None,
        evidence: list[Evidence] | None = None,
    ) -> None:
        self.blocks = list(blocks)
        self.texts = list(map(line_text, self.blocks)) if texts is None else texts
        self.source = source
        self.evidence = evidence
        self.no_headings: set[int] = set()
        """The lines that are too likely to be something else to be headings."""
        self._others: list[int] | None = None
        self._facts: LineFacts | None = None
        self._keys: dict[str, str] = {}
        self._kinds: dict[str, TitleKind | None] = {}
        self._words: dict[str, LineWords] = {}

    @property
    def others(self) -> list[int]:
        """The indexes of the blocks that are neither paragraphs nor headings."""
        if self._others is None:
            kinds = enumerate(map(type, self.blocks))
            self._others = [
                at for at, kind in kinds if kind is not Paragraph and kind is not Heading
            ]
        return self._others

    @property
    def facts(self) -> LineFacts:
        """What the lines look like on their own."""
        if self._facts is None:
            self._facts = facts = LineFacts(self.texts)
            for index in [at for at in facts.labelled if opens_with_code(self.blocks[at])]:
                del facts.labelled[index]
        return self._facts

    def key(self, index: int) -> str:
        """Return the title key of block ``index``, the form in which titles are compared."""
        text = self.texts[index]
        key = self._keys.get(text)
        if key is None:
            key = self._keys[text] = title_key(text)
        return key

    def title_kind(self, index: int) -> TitleKind | None:
        """Return what block ``index`` announces if it is a title: of questions, of contents."""
        text = self.texts[index]
        if text not in self._kinds:
            self._kinds[text] = title_kind(self.key(index))
        return self._kinds[text]

    def words(self, index: int) -> LineWords:
        """Return the words of block ``index``, which is a line."""
        text = self.texts[index]
        found = self._words.get(text)
        if found is None:
            found = self._words[text] = line_words(text)
        return found

    def note(
        self,
        step: str,
        code: str,
        span: Span,
        weight: float | None = None,
        values: Mapping[str, object] = NOTHING,
    ) -> None:
        """Record the reason, as :class:`docparse.Evidence`, if an explanation was asked for."""
        if self.evidence is not None:
            self.evidence.append(Evidence(step, code, span, weight, values))

    def replace(
        self,
        index: int,
        block: Block,
        step: str,
        code: str,
        weight: float | None = None,
        values: Mapping[str, object] = NOTHING,
    ) -> None:
        """Replace block ``index`` by ``block``, a line of the same text or no line at all.

        The other arguments are the reason; see :class:`docparse.Evidence`.
        """
        self.blocks[index] = block
        if self.texts[index] and type(block) is not Paragraph and type(block) is not Heading:
            self.texts[index] = ""
            self._facts = None
        if self.evidence is not None:
            self.note(step, code, block.span, weight, values)

    def splice(self, changes: Iterable[Splice]) -> None:
        """Replace several stretches of blocks at once; ``changes`` are in order."""
        blocks: list[Block] = []
        texts: list[str] = []
        after = 0
        for change in changes:
            blocks += self.blocks[after : change.start]
            texts += self.texts[after : change.start]
            blocks += change.blocks
            texts += map(line_text, change.blocks)
            after = change.end
        if after:
            self.blocks = blocks + self.blocks[after:]
            self.texts = texts + self.texts[after:]
            self._others = self._facts = None
            self.no_headings.clear()


def opens_with_code(block: Block) -> bool:
    """Whether the first thing in a line is code, whose words are no label: ```A: b```."""
    first: object = block
    while isinstance(first, TextHolder) and type(content := first._content) is tuple and content:
        first = content[0]
    return isinstance(first, CodeSpan)


def as_heading(
    block: Block, level: int, confidence: float, evidence: str, level_confidence: float
) -> Heading:
    """Return the paragraph ``block`` as a heading."""
    assert isinstance(block, Paragraph), "only a paragraph can turn out to be a heading"
    return make_heading(level, block._content, confidence, evidence, level_confidence, block.span)
