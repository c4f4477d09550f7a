"""Write a format that docparse does not know: gemtext, the pages of the Gemini protocol.

A function a kind of node; a node without one is written as what is in it: no text is lost.
"""

import sys
from functools import singledispatch
from pathlib import Path

from docparse import Heading, ListItem, Paragraph, Table, parse_bytes, plain_text

SEED = Path(__file__).resolve().parent.parent / "seeds" / "01-harbour-ferry.txt"


@singledispatch
def gemtext(node):
    return "\n".join(map(gemtext, node.children)) or plain_text(node)


@gemtext.register(Heading)
def _(node):
    return f"{'#' * min(node.level, 3)} {plain_text(node)}"


@gemtext.register(Paragraph)
def _(node):
    return plain_text(node) + "\n"


@gemtext.register(ListItem)
def _(node):
    return "* " + plain_text(node).replace("\n", "\n* ")


@gemtext.register(Table)
def _(node):
    return f"```\n{plain_text(node)}\n```\n"


print(gemtext(parse_bytes(Path(sys.argv[1] if len(sys.argv) > 1 else SEED).read_bytes())))
