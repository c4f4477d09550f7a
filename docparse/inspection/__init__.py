"""One page that shows what was inferred from a text, how sure it is, and why.

:func:`inspect_text` works out what the page shows, as plain data; :func:`page` puts it into one
HTML page that needs nothing else, and :func:`pages` into a list with a page for each text.
"""

from __future__ import annotations

from docparse.inspection.doubt import Doubt
from docparse.inspection.pages import page, pages
from docparse.inspection.text import Inspection, inspect_text

__all__ = ["Doubt", "Inspection", "inspect_text", "page", "pages"]
