"""Code: between fences, and indented."""

from __future__ import annotations

from typing import Final

from docparse.blocks.reader import BlockReader
from docparse.nodes import CodeBlock
from docparse.source.fences import Fences
from docparse.source.lines import BLANK, FILLED
from docparse.source.text import Span


def read_code(reader: BlockReader, index: int) -> int:
    """Read code from a fence to the next of the same kind and at least its length.

    A fence that is never closed holds up to the next blank line, in a text written with marks.
    """
    if not reader.reads_marks:
        return index
    if reader.fences is None:
        reader.fences = Fences(reader.lines)
    lines, start = reader.lines, reader.lines.trimmed(index)
    closing = reader.fences.closing(index)
    if closing is None:
        end = reader.lines.run_end(index + 1, FILLED)
        if not reader.formatted or end == index + 1:
            return index
        reader.report("open-fence", start, "the code that starts here has no closing fence")
        last, after = end - 1, end
    else:
        end, last, after = closing, closing, closing + 1
    fence = lines.lines[index].strip(" \t")
    language = fence.lstrip(fence[0])
    span = Span(start.start, lines.trimmed(last).end)
    code = "\n".join(lines.lines[index + 1 : end])
    reader.blocks.append(CodeBlock(code, language.strip(" \t") or None, span=span))
    return after


def read_indented_code(reader: BlockReader, index: int) -> int:
    """Read lines four spaces deep after a line of four spaces, up to an empty one."""
    lines, kinds = reader.lines, reader.lines.kinds
    while kinds[index : index + 1] == [BLANK] and not _is_indented_code(lines.lines[index]):
        index += 1
    end = index
    while end < len(kinds) and _is_indented_code(lines.lines[end]):
        end += 1
    filled = [at for at in range(index, end) if kinds[at] is not BLANK]
    if not filled or filled[0] == index:
        return index
    first, last = filled[0], filled[-1]
    code = "\n".join(line[len(_CODE_INDENT) :] for line in lines.lines[first : last + 1])
    span = Span(lines.starts[first], lines.trimmed(last).end)
    reader.blocks.append(CodeBlock(code, span=span))
    return end


_CODE_INDENT: Final = "    "


def _is_indented_code(line: str) -> bool:
    return line.startswith(_CODE_INDENT)
