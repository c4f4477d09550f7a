"""Tree → HTML: a fragment to put into a page, or the whole page."""

from __future__ import annotations

import re
from typing import Final

from docparse.errors import OptionError
from docparse.nodes import ROLES, Node
from docparse.renderers.html.fragment import FragmentRenderer, FragmentStyle
from docparse.renderers.html.text import writable
from docparse.renderers.metadata import check_description
from docparse.tree.furniture import DROP, KEEP, MARK, checked_furniture, without_furniture

_STYLE_END: Final = re.compile("</style", re.IGNORECASE)
"""What would end the element that a style stands in."""


def render(
    node: Node,
    *,
    document: bool = False,
    title: str | None = None,
    lang: str | None = None,
    url: str | None = None,
    date: str | None = None,
    faq: str = "headings",
    furniture: str | None = None,
    css: str | None = None,
    template: str | None = None,
) -> str:
    """Return ``node`` as HTML: a fragment, or with ``document`` a whole page.

    A paragraph is ``<p>Fares rise.</p>``.

    ``furniture`` says what becomes of the furniture of the page: ``"keep"``, as in a fragment
    unless said, ``"mark"`` with the class ``furniture``, as in a page unless said, or ``"drop"``.

    ``faq`` makes each question a heading (``"headings"``) or the summary of a box that opens
    (``"details"``). The other options are for whole pages. ``title`` is the title of the window
    and, if the article has no heading of level 1, a heading above the article; without it the
    window shows that heading or the first words, which screen readers announce as a heading.
    ``lang`` is the language as a BCP 47 tag, guessed from the text unless given; ``date`` is an ISO
    date or date and time, and ``url`` the address where the article was published, left out unless
    it is http or https. ``css`` is a style sheet that stands after the page's own, and ``template``
    the text of a Jinja2 template to write in place of docparse's page.

    All text is escaped; links and pictures that are not safe become their text. Raises
    ArgumentError for an option of the wrong type, OptionError for an invalid ``faq``,
    ``furniture``, ``lang``, ``date``, ``css`` or ``template``, MissingExtraError for a ``template``
    without Jinja2, and RenderError for a page of a node that cannot stand in one.
    """
    texts = {"title": title, "url": url, "date": date, "css": css, "template": template}
    check_description(texts, lang, date)
    if faq not in ("headings", "details"):
        raise OptionError(f'faq is "headings" or "details", not {faq!r}')
    if css is not None and _STYLE_END.search(css):
        raise OptionError("css holds </style, which would end the style sheet: write <\\/style")
    furniture = checked_furniture(furniture or (MARK if document else KEEP))
    if furniture == DROP:
        node = without_furniture(node)
    marked = {*ROLES} if document else set()
    (marked.add if furniture == MARK else marked.discard)("furniture")
    style = FragmentStyle(faq_details=faq == "details", marked_roles=frozenset(marked))
    if document:
        from docparse.renderers.html.page import PageOptions, page_of

        return page_of(node, PageOptions(title, lang, url, date, css, template), style)
    return writable(FragmentRenderer(node, style).render())
