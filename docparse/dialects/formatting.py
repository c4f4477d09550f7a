"""Whether a text was written with marks: ``#``, ``**``, ``[text](url)``, fences."""

from __future__ import annotations

import re
from typing import Final

from docparse.dialects.row_shapes import end_of_compact_table, is_separated
from docparse.dialects.shares import FEW, LONGEST_BROKEN, block_count, filled_line_count
from docparse.source.lines import BLANK, DELIMITER, FENCE, HEADING, PIPES, QUOTE, ROW, TEXT, Lines

_LINK: Final = r"\]\([^()\[\]\s]+\)"
_STRONG: Final = r"\*\*[^\s*][^*\r\n]*\*\*"
_EMPHASIS: Final = r"(?<![\w*])\*[^\s*]([^*\r\n]*[^\s*])?\*(?![\w*])"


def has_sure_mark(text: str) -> bool:
    """Whether ``text`` has a mark that is no accident: ``[words](url)`` or ``**words**``."""
    return ("](" in text and re.search(_LINK, text) is not None) or (
        "**" in text and re.search(_STRONG, text) is not None
    )


def _is_marked_title(line: str) -> bool:
    """Whether the words of a line that ``#`` opens are a title, and not cells of a row."""
    words = line.strip("# \t")
    return (
        line.lstrip(" \t")[:1] == "#"
        and bool(words)
        and "  " not in words
        and not is_separated(line, "\t\t")
    )


def formatting(lines: Lines, spaced: bool) -> tuple[bool, tuple[str, ...]]:
    """Whether the text was written with formatting on, and which kinds of marks are in it.

    Where blank lines stand between the blocks, as Markdown needs them, hardly any other writer
    leaves a title behind ``#`` or words between ``**``: two marked lines are enough, if they are
    one for each sixteen blocks, or a title opens the text; one is enough in a text of a few lines
    and tables, if it is half of the blocks. A plain article may well have lines with
    stars or brackets, so elsewhere it takes two kinds, not all of them in one line, and marks in
    more than a few lines and in an eighth of all, or half of the lines.
    """
    text, kinds = lines.text, lines.kinds
    if has_service_head(lines):
        return True, ("a reader service says that Markdown follows",)
    if _has_front_matter(lines):
        return True, ("front matter stands above it",)
    # A text is searched for one character much faster than for an expression.
    titled = "#" in text and any(
        kind is HEADING and _is_marked_title(line)
        for line, kind in zip(lines.lines, kinds, strict=True)
    )
    fenced = ("`" in text or "~" in text) and kinds.count(FENCE) > 1
    underlined = _underlined_title_count(lines) if spaced else 0
    boxes = sum(map(is_box, lines.lines)) if "<" in text else 0
    rows = gfm_row_count(lines) if "|" in text and "-" in text else 0
    counted = underlined + boxes + rows
    shown = {
        "headings are marked with #": titled,
        "links are written [text](url)": "]" in text and re.search(_LINK, text),
        "words are marked with **": "*" in text and re.search(_STRONG, text),
        "code stands between fences": fenced,
        "headings are underlined": underlined,
        "tags of boxes stand on lines of their own": boxes,
        "tables have a row of dashes as GFM has it": rows,
    }
    signs = [sign for sign, is_shown in shown.items() if is_shown]
    if not signs:
        return False, ()
    if len(signs) == 1 and not spaced and not counted:
        return False, tuple(signs)
    marked = sure = counted
    for line, kind in zip(lines.lines, kinds, strict=True):
        if (
            (fenced and kind is FENCE)
            or (kind is HEADING and _is_marked_title(line))
            or has_sure_mark(line)
        ):
            sure += 1
            marked += 1
        elif kind is QUOTE or _has_accidental_mark(line):
            marked += 1
    total = filled_line_count(lines)
    if spaced:
        blocks = block_count(lines)
        has_few = total - sum(map(kinds.count, _LINES_OF_TABLES)) <= FEW
        is_marked = marked * 2 >= blocks if has_few else marked > 1
        is_marked = is_marked and marked * _BLOCKS_A_MARK >= blocks
        return is_marked or _opens_with_title(lines), tuple(signs)
    if len(signs) > 1 and sure > 1 and marked > FEW and marked * 8 >= total:
        return True, tuple(signs)
    return marked * 2 >= total, tuple(signs)


_BLOCKS_A_MARK: Final = 16
_LINES_OF_TABLES: Final = (ROW, DELIMITER, PIPES)
_UNDERLINE: Final = r"(?:={3,}|-{3,})[ \t]*"
_LONGEST_TITLE: Final = 160
_BOX: Final = (
    r"[ \t]*(?:</?(?:div|section|article|span|figure|center|p)(?:[ \t][^<>]*)?>|<!--.*-->)[ \t]*"
)


_MOST_HEAD_LINES: Final = 200
_FRONT_MATTER_ENTRY: Final = r"[\w\"'][\w .\"'-]{0,60}:(?:[ \t]|$)|#"


def has_service_head(lines: Lines) -> bool:
    """Whether a text begins with ``Title:`` and has ``Markdown Content:`` soon after."""
    texts = lines.lines
    return texts[0].startswith("Title:") and any(
        line.startswith("Markdown Content:") for line in texts[1:_MOST_HEAD_LINES]
    )


def _has_front_matter(lines: Lines) -> bool:
    """Whether a text begins with ``---``, an entry such as ``title: Fares``, and ``---`` again."""
    texts = lines.lines
    return (
        texts[0].rstrip(" \t") == "---"
        and len(texts) > 2
        and re.match(_FRONT_MATTER_ENTRY, texts[1]) is not None
        and any(line.rstrip(" \t") in ("---", "...") for line in texts[2:_MOST_HEAD_LINES])
    )


def is_box(line: str) -> bool:
    """Whether ``line`` is a comment, or a tag such as ``<div class="box">``, and nothing else."""
    return "<" in line and ">" in line and re.fullmatch(_BOX, line) is not None


def _underlined_title_count(lines: Lines) -> int:
    """Return how many lines are titles with ``===`` or ``---`` below, and a blank line above."""
    if "===" not in lines.text and "---" not in lines.text:
        return 0
    texts, kinds = lines.lines, lines.kinds
    return sum(
        kinds[at - 1] is TEXT
        and (at == 1 or kinds[at - 2] is BLANK)
        and len(texts[at - 1]) <= _LONGEST_TITLE
        and re.fullmatch(_UNDERLINE, line) is not None
        for at, line in enumerate(texts)
        if at and line[:3] in ("===", "---")
    )


def gfm_row_count(lines: Lines) -> int:
    """Return how many lines stand in tables whose row of dashes only Markdown has.

    ``| --- | --- |`` under ``| Month | Boats |``, or ``|---|---|`` under ``|Month|Boats|``.
    """
    texts = lines.lines
    found = after = 0
    for at in [at for at, line in enumerate(texts) if "|" in line and "-" in line]:
        end = end_of_compact_table(lines, at - 1) if at > after else None
        if end is not None:
            found += end - at + 1
            after = end
    return found


def _opens_with_title(lines: Lines) -> bool:
    """Whether the first block is a title behind ``#``, with a blank line below.

    Whole paragraphs that no blank line parts show another writer, whatever stands above them.
    """
    kinds = lines.kinds
    first = next((at for at, kind in enumerate(kinds) if kind is not BLANK), len(kinds))
    if (
        kinds[first : first + 2] != [HEADING, BLANK]
        or not _is_marked_title(lines.lines[first])
        or first + 2 >= len(kinds)
    ):
        return False
    below = [at for at in range(first + 2, len(kinds)) if kinds[at] is not BLANK]
    if len(below) < 2 or below[-1] - below[0] >= len(below):
        return True
    return all(len(lines.lines[at]) <= LONGEST_BROKEN for at in below)


def _has_accidental_mark(line: str) -> bool:
    """Whether ``line`` has what may be marks, or stars and backticks of a plain text."""
    return ("*" in line and re.search(_EMPHASIS, line) is not None) or line.count("`") > 1
