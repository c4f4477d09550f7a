"""What a title such as "Frequently asked questions" announces: the questions under it."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from docparse.nodes import Heading
from docparse.structure.answers import closes, ends_titled, is_piece
from docparse.structure.draft import Draft
from docparse.structure.menus import stands_in_menu
from docparse.structure.pairs import Parts

LONGEST_UNMARKED_ANSWER: Final = 4
"""Blocks at most between a heading and the next question for the heading to be a question too."""

LONGEST_LEAD: Final = 4
"""Blocks at most between a title of questions and the first question."""


class TitledQuestions:
    """The titles of questions in a draft, and how far what they announce goes."""

    def __init__(self, draft: Draft, parts: Parts, asking: set[int]) -> None:
        self.draft = draft
        self.parts = parts
        self.asking = asking
        """The lines that ask; those without a question mark are added to them."""
        self.seen = 0
        """The index up to which titles were looked for."""
        self.titled_to = 0
        """Where the questions under the last title end."""
        self.first_title = -1
        """The first title with a question under it; -1 if there is none, or none was looked for."""
        self._titles: list[int] | None = None

    def titles(self) -> list[int]:
        """Return all titles, looked for at the first question without a label."""
        if self._titles is None:
            headings = [at for at, block in enumerate(self.draft.blocks) if type(block) is Heading]
            self._titles = list(filter(self.is_title, headings))
            self.first_title = next(filter(self.has_questions, self._titles), -1)
        return self._titles

    def has_questions(self, title: int) -> bool:
        return any(at in self.asking for at in range(title + 1, title + 1 + LONGEST_LEAD))

    def is_titled(self, index: int) -> bool:
        """Whether a title above announces the question; looks for titles up to it."""
        titles = self.titles()
        for title in titles[bisect_left(titles, self.seen) : bisect_left(titles, index)]:
            # A title that was asked as in an interview is a line by now.
            if title >= self.titled_to and self.is_title(title):
                self.titled_to = self.end_of_titled(title)
        self.seen = index
        return index < self.titled_to

    def is_title(self, index: int) -> bool:
        block = self.draft.blocks[index]
        if not isinstance(block, Heading) or self.draft.title_kind(index) != "faq":
            return False
        return block.evidence == "mark" or not stands_in_menu(self.draft, index)

    def end_of_titled(self, title: int) -> int:
        """Return where the questions under a title end, and find those without a question mark.

        They go on after a heading over a group of them; a heading followed by a text and then a
        question is a question itself; a marked heading of the title's level ends them.
        """
        blocks = self.draft.blocks
        index = title + 1
        asked = False
        while index < len(blocks) and not ends_titled(blocks[index]):
            if self.asks(index):
                self.asking.add(index)
                asked = True
            elif isinstance(blocks[index], Heading) and not is_piece(self.draft, index):
                ahead = range(index + 1, min(index + 1 + LONGEST_UNMARKED_ANSWER, len(blocks)))
                following = next(
                    (i for i in ahead if self.asks(i) or isinstance(blocks[i], Heading)), index
                )
                if (
                    not self.asks(following)
                    or self.is_title(index)
                    or closes(blocks[index], blocks[title])
                ):
                    break
                if asked and following > index + 1:
                    self.asking.add(index)
            index += 1
        return index

    def asks(self, index: int) -> bool:
        """Whether a line asks, or has an answer of its own as a question has."""
        pair = self.parts.pairs.get(index)
        return index in self.asking or (pair is not None and pair.is_closed)
