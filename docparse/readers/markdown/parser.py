"""markdown-it-py's block parser, bounded to linear time, with rules for what else writers do."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

import attrs
from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock, RuleFuncBlockType
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.token import Token

from docparse.nodes import MAX_DEPTH
from docparse.readers.markdown.gfm_tables import read_gfm_table
from docparse.readers.markdown.heads import read_head
from docparse.readers.markdown.markup import read_markup
from docparse.readers.markdown.references import read_references
from docparse.readers.markdown.writers import WriterForms, is_lone_number, read_writer_form

_COMMONMARK: Final = (
    *("table", "code", "fence", "blockquote", "hr", "list", "reference"),
    *("heading", "lheading", "paragraph"),
)


@attrs.define
class Notes:
    """What the rules report besides their tokens. Offsets are those of the normalised text."""

    read: Callable[[list[Token]], None]
    """Called with the tokens so far, those of complete blocks and open containers."""
    forms: WriterForms | None = None
    """The forms of the text's writer; None where only CommonMark and GFM are read."""
    starts: dict[int, int] = attrs.field(factory=dict)
    """The start of each block, by the number of its first token."""
    too_deep: list[int] = attrs.field(factory=list)
    """The places of containers that are nested too deep."""
    depth: int = 0
    in_vain: int = 0
    """How many lines were searched for the end of quotes that ended before them."""
    cut_short: list[int] = attrs.field(factory=list)
    """The places of quotes that therefore end with their marks."""


class _BlockParser(ParserBlock):
    """Counts the lines that were searched for a quote and did not belong to it."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        super().tokenize(state, startLine, endLine)
        if state.parentType == "blockquote":
            state.env["notes"].in_vain += max(0, endLine - state.line)


class _Parser(MarkdownIt):
    """Keeps URLs unchanged, and bounds nesting without losing text."""

    def normalizeLink(self, url: str) -> str:
        return url

    def validateLink(self, url: str) -> bool:
        return True


@cache
def parser(with_forms: bool) -> MarkdownIt:
    """Return a parser of CommonMark, GFM tables and what stands above a text.

    It reads its writers' forms as well if asked for.
    """
    made = _Parser("zero", {"maxNesting": 10 * MAX_DEPTH})
    made.block = _BlockParser()
    ruler = made.block.ruler
    ruler.enableOnly(_COMMONMARK)
    interrupts = ["paragraph", "reference", "blockquote"]
    ruler.at("blockquote", _depth_limited(_cut_short(blockquote)), {"alt": [*interrupts, "list"]})
    items = _unless_lone(list_block) if with_forms else list_block
    ruler.at("list", _depth_limited(items), {"alt": interrupts})
    ruler.at("table", read_gfm_table, {"alt": ["paragraph", "reference"]})
    ruler.before("table", "place", _note_place, {"alt": ["list"]})
    ruler.before("table", "head", read_head)
    ruler.before("table", "plain_line", _read_plain_line)
    if with_forms:
        ruler.before("table", "writer_form", read_writer_form)
        ruler.before("table", "references", read_references, {"alt": interrupts})
        ruler.before("table", "markup", read_markup, {"alt": interrupts})
    return made


def _note_place(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """Record the start of the next block or list item; read nothing."""
    notes: Notes = state.env["notes"]
    notes.read(state.tokens)
    notes.starts[len(state.tokens)] = state.bMarks[line] + state.tShift[line]
    return False


def _unless_lone(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    """Return ``rule``, which reads lists, without those of a number that is no item's."""

    def checked(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
        if "0" <= state.src[state.bMarks[line] + state.tShift[line]] <= "9":
            return not is_lone_number(state, line) and rule(state, line, end_line, silent)
        return rule(state, line, end_line, silent)

    return checked


def _read_plain_line(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """Read a line of words with a blank one below, as most are, without trying all other rules."""
    start = state.bMarks[line] + state.tShift[line]
    if silent or not state.src[start].isalpha() or state.sCount[line] - state.blkIndent > 3:
        return False
    after = line + 1
    if state.bMarks[after] + state.tShift[after] < state.eMarks[after]:
        return False
    text = state.src[start : state.eMarks[line]]
    if "|" in text or "## " in text or text[-1].isspace():
        return False
    token = state.push("line", "", 0)
    token.content = text
    token.map = [line, after]
    state.line = after
    return True


def _depth_limited(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    """Return ``rule``, which reads a container, limited to containers MAX_DEPTH deep."""

    def counted(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
        if silent:
            return rule(state, line, end_line, True)
        notes: Notes = state.env["notes"]
        if notes.depth == MAX_DEPTH:
            if rule(state, line, end_line, True):
                notes.too_deep.append(state.bMarks[line] + state.tShift[line])
            return False
        notes.depth += 1
        found = rule(state, line, end_line, False)
        notes.depth -= 1
        return found

    return counted


_IN_VAIN: Final = 8
"""Lines that may be searched for quotes in vain, for each line of the text."""


def _cut_short(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    """Return ``rule``, which reads quotes, limited to linear time.

    It first takes all lines that may continue a quote, down to the next blank one, even without a
    mark. A quote that ends in code or a heading continues with none of them, and they are searched
    again for the next quote. When that has happened too often, a quote ends with its marks; a
    paragraph at its end still finds the lines that continue it.
    """

    def cut_short(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
        notes: Notes = state.env["notes"]
        if not silent and notes.in_vain > _IN_VAIN * len(state.bMarks):
            end = line
            while end < end_line and _is_quoted(state, end):
                end += 1
            if line < end < end_line:
                end_line = end
                if not state.isEmpty(end):
                    notes.cut_short.append(state.bMarks[line] + state.tShift[line])
        return rule(state, line, end_line, silent)

    return cut_short


def _is_quoted(state: StateBlock, line: int) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    return state.sCount[line] >= state.blkIndent and state.src.startswith(">", start)
