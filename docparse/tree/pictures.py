"""Pictures as the words that describe them, for readers who are not shown them."""

from __future__ import annotations

from collections.abc import Callable

from docparse.nodes import Image, Inline, Text
from docparse.tree.visitor import NodeTransformer


class PicturesAsText(NodeTransformer):
    """Puts its description in the place of each picture but those whose address ``is_shown``."""

    def __init__(self, is_shown: Callable[[str], bool] = lambda url: False) -> None:
        self.is_shown = is_shown

    def leave_Image(self, node: Image) -> Inline:
        return node if self.is_shown(node.url) else Text(node.alt)
