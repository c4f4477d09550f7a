"""Code: between fences, and indented."""

from __future__ import annotations

from typing import Final

from docparse.blocks.reader import BlockReader
from docparse.nodes import CodeBlock
from docparse.source import Span
from docparse.tokenizer import TokenKind


def read_code(reader: BlockReader, index: int) -> int:
    """From a fence to the next of its kind and at least its length, or to the end of the text."""
    if not reader.formatted:
        return index
    lines = reader.lines
    fence = lines.lines[index].strip(" \t")
    mark = fence[0]
    language = fence.lstrip(mark)
    marks = fence[: len(fence) - len(language)]
    end = index + 1
    while end < len(lines.lines):
        if lines.kinds[end] is TokenKind.FENCE:
            closing = lines.lines[end].strip(" \t")
            if closing.startswith(marks) and not closing.strip(mark):
                break
        end += 1
    span = lines.trimmed(index)
    if end < len(lines.lines):
        span = Span(span.start, lines.trimmed(end).end)
    else:
        reader.report("open-fence", span, "the code that starts here has no closing fence")
        if not lines.lines[-1]:
            end -= 1
        span = Span(span.start, max(span.end, lines.trimmed(end - 1).end))
    code = "\n".join(lines.lines[index + 1 : end])
    reader.blocks.append(CodeBlock(code, language.strip(" \t") or None, span=span))
    return end + 1


def read_indented_code(reader: BlockReader, index: int) -> int:
    """Lines four spaces deep behind a line of four spaces, up to an empty one."""
    lines = reader.lines
    if not lines.lines[index].startswith(_CODE_INDENT):
        return index
    end = index + 1
    while end < len(lines.lines) and lines.lines[end].startswith(_CODE_INDENT):
        end += 1
    code = [line[len(_CODE_INDENT) :] for line in lines.lines[index:end]]
    filled = [at for at, line in enumerate(code) if line.strip(" \t")]
    if not filled:
        return index
    first, last = filled[0], filled[-1]
    span = Span(lines.starts[index + first], lines.trimmed(index + last).end)
    reader.blocks.append(CodeBlock("\n".join(code[first : last + 1]), span=span))
    return end


_CODE_INDENT: Final = "    "
