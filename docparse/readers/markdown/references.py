"""References of a wiki's article in marked text, in a row without marks: ``**^** Holm, A.``"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from docparse.blocks.reader import loose_inline_content
from docparse.nodes import Block, make_paragraph
from docparse.readers.markdown.writers import WriterForms, push_blocks
from docparse.structure.references import references_of
from docparse.words.wiki import FEWEST_REFERENCES, is_reference


def read_references(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """Read lines that begin with a back link as the items of a list."""
    forms: WriterForms = state.env["notes"].forms
    lines, after = forms.lines.lines, line + FEWEST_REFERENCES
    if after > end_line or not all(is_reference(lines[at]) for at in range(line, after)):
        return False
    if silent or state.level:
        return silent
    end = next((at for at in range(after, end_line) if not is_reference(lines[at])), end_line)
    references = references_of([_line_as_paragraph(forms, at) for at in range(line, end)])
    return push_blocks(state, line, end, [references])


def _line_as_paragraph(forms: WriterForms, line: int) -> Block:
    """Return a line as a paragraph."""
    span = forms.lines.trimmed(line)
    content = loose_inline_content(forms.lines.text[span.start : span.end], span.start, ())
    return make_paragraph(content, span)
