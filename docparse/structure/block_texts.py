"""The words of blocks: what every step that finds structure among them looks at."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Final

from docparse.nodes import Block, Heading, Paragraph, line_text, make_heading
from docparse.words.labels import question_labels
from docparse.words.questions import LAST_OF_QUESTIONS, LONGEST_QUESTION, asks
from docparse.words.sentences import FULL_STOPS
from docparse.words.titles import title_key

LONGEST_CANDIDATE: Final = 160
"""Code points; hardly a heading of a real page is longer."""


class BlockTexts:
    """The words of flat blocks, by the places of the blocks, and what they look like.

    ``texts[i]`` is what block ``i`` says if it is a line: a paragraph, a heading or a list of a
    single paragraph; for all others it is ``""``. Whoever knows them gives them along with the
    blocks. Steps that turn one block into another of the same words may go on with the same
    BlockTexts; one that looks for headings goes by ``others`` for what is a paragraph no more.
    """

    def __init__(
        self, blocks: Sequence[Block], texts: list[str] | None = None, source: str | None = None
    ) -> None:
        self.source = source
        """The text that the spans of the blocks point into, if they have spans."""
        self.texts = list(map(line_text, blocks)) if texts is None else texts
        self.others = [index for index, block in enumerate(blocks) if type(block) is not Paragraph]
        """The blocks that are no paragraphs."""
        self.labelled: dict[int, int] = {}
        """The lines with the label of a question, and where the words behind it start."""
        self.asking: list[int] = []
        """The lines that end in a question mark."""
        self.short = array("I")
        """The lines that could be headings by their length and their end."""
        self._folded: dict[str, str] = {}
        labels = question_labels()
        for index, text in enumerate(self.texts):
            size = len(text)
            if not size:
                continue
            if text[0] in labels.initials and (end := labels.end(text)):
                self.labelled[index] = end
            if size <= LONGEST_QUESTION:
                last = text[-1]
                if last in LAST_OF_QUESTIONS and asks(text):
                    self.asking.append(index)
                if size <= LONGEST_CANDIDATE and last not in FULL_STOPS:
                    self.short.append(index)

    def folded(self, index: int) -> str:
        """Return the words of block ``index`` as titles are compared."""
        text = self.texts[index]
        folded = self._folded.get(text)
        if folded is None:
            folded = self._folded[text] = title_key(text)
        return folded


def as_heading(block: Block, level: int, confidence: float, evidence: str) -> Heading:
    """Return the heading that the paragraph ``block`` is."""
    assert isinstance(block, Paragraph), "only a paragraph can turn out to be a heading"
    return make_heading(level, block._content, confidence, evidence, block.span)
