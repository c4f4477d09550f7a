"""The elements that nodes are wrapped in: one row for each class, for writing and reading."""

from __future__ import annotations

from typing import Final

import attrs

from docparse.nodes import (
    ByClass,
    Document,
    Emphasis,
    Faq,
    KeyPoints,
    Node,
    Quote,
    Section,
    Strong,
)


@attrs.frozen
class Wrapper:
    """An element around the content of a node: ``<section class="key-points">``.

    ``name`` is its class attribute, which identifies it when it is read; ``attributes`` are written
    as they are, and not read.
    """

    element: str
    name: str = ""
    attributes: str = ""

    start: str = attrs.field(init=False)
    end: str = attrs.field(init=False)

    @start.default
    def _start_tag(self) -> str:
        name = f' class="{self.name}"' if self.name else ""
        return f"<{self.element}{name}{self.attributes}>"

    @end.default
    def _end_tag(self) -> str:
        return f"</{self.element}>"


WRAPPERS: Final[ByClass[Wrapper]] = ByClass(
    {
        Document: Wrapper("article", "docparse", ' dir="auto"'),
        Section: Wrapper("section"),
        Quote: Wrapper("blockquote", "", ' dir="auto"'),
        KeyPoints: Wrapper("section", "key-points", ' aria-label="Key points"'),
        Faq: Wrapper("div", "faq"),
        Emphasis: Wrapper("em"),
        Strong: Wrapper("strong"),
    }
)
"""The classes that have no fields but their content, and need no more than an element."""

CLASS_OF: Final[dict[tuple[str, str], type[Node]]] = {
    (wrapper.element, wrapper.name): cls for cls, wrapper in WRAPPERS.items()
}
"""The class that each element, with the name of its class, was written from."""
