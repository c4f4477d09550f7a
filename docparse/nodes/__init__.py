"""Every node class of the document tree.

Nodes are immutable attrs classes. Children are tuples, a ``str`` is accepted wherever
a :class:`Text` is meant, and ``span`` (a keyword, ``NO_SPAN`` unless given) is the
node's place in the source. Spans, confidences and where a document came from are left
out of ``==`` and ``hash``: trees compare by structure.

The constructors check and convert their arguments. The parser, which makes thousands
of nodes a millisecond, fills the slots through ``construction.unchecked`` instead.
"""

from docparse.nodes import article, base, block, construction, inline, plain, registry, table
from docparse.nodes.article import *
from docparse.nodes.article import listing_parts
from docparse.nodes.base import *
from docparse.nodes.block import *
from docparse.nodes.construction import *
from docparse.nodes.inline import *
from docparse.nodes.inline import Content, TextHolder
from docparse.nodes.plain import *
from docparse.nodes.registry import *
from docparse.nodes.table import *
from docparse.nodes.table import CellReader, cell_contents, cell_texts, last_filled

__all__ = ["CellReader", "Content", "TextHolder"]
__all__ += ["cell_contents", "cell_texts", "last_filled", "listing_parts"]
__all__ += article.__all__
__all__ += base.__all__
__all__ += block.__all__
__all__ += construction.__all__
__all__ += inline.__all__
__all__ += plain.__all__
__all__ += registry.__all__
__all__ += table.__all__
