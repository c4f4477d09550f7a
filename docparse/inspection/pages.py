"""Inspections → HTML: one page that needs nothing else, or a list with a page for each text."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, Final, NamedTuple

from docparse.inspection.text import Inspection
from docparse.source.characters import file_words

LARGEST_PAGE: Final = 4_000_000
"""Bytes of text that one page should hold; of more, each text is better given its own."""

_SCRIPT_FILES: Final = ("data.js", "tree.js", "source.js", "why.js", "list.js", "start.js")


class PageFile(NamedTuple):
    """A file of the result: its name, relative to the folder it is written to, and its HTML."""

    name: str
    html: str


def page(inspections: Iterable[Inspection]) -> str:
    """Return one page that shows all of ``inspections``, the doubtful ones first.

    Nothing is loaded from anywhere. A policy in it allows its own script and style by their hash,
    and nothing else; texts are data, which the script puts into the page as text.
    """
    shown = [(each.summary(), each) for each in inspections]
    shown.sort(key=lambda pair: -pair[0]["points"])
    title = shown[0][1].name if len(shown) == 1 else _list_title(len(shown))
    about = {"files": [summary for summary, _ in shown]}
    return _page_with(title, about, [each.data() for _, each in shown])


def pages(inspections: Iterable[Inspection], name: str) -> Iterator[PageFile]:
    """Yield a page for each of ``inspections``, in the folder ``NAME_files``, then their list.

    The list is the file ``name``, which ends in ``.html``, and has the doubtful ones first. Each
    inspection is dropped when its page was yielded, so that any number of texts fits in memory.
    """
    folder = re.sub(r"\.html?$", "", name) + "_files"
    summaries = []
    for number, each in enumerate(inspections, 1):
        last = re.split(r"[/\\]", each.name)[-1]
        path = f"{folder}/{number:04}-{file_words(last, 'text')}.html"
        summary = each.summary()
        about = {"files": [summary], "list": f"../{name}"}
        yield PageFile(path, _page_with(each.name, about, [each.data()]))
        summaries.append({**summary, "page": path})
    summaries.sort(key=itemgetter("points"), reverse=True)
    yield PageFile(name, _page_with(_list_title(len(summaries)), {"files": summaries}, []))


def _list_title(count: int) -> str:
    return f"{count} texts"


# ------------------------------------------------------------------------------ one page


def _page_with(title: str, about: Mapping[str, Any], texts: Sequence[Mapping[str, Any]]) -> str:
    """Return the template with style, script and data in it."""
    style, script = _style_and_script()
    blocks = [_data_block("about", about)]
    blocks += [_data_block(f"text-{number}", text) for number, text in enumerate(texts, 1)]
    fillings = {
        "policy": "default-src 'none'; "
        f"style-src '{_policy_hash(style)}'; script-src '{_policy_hash(script)}'; "
        "base-uri 'none'; form-action 'none'",
        "title": html.escape(_without_controls(title) or "Untitled"),
        "style": style,
        "data": "\n".join(blocks),
        "script": script,
    }
    template = _resource("page.html")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: fillings[found[1]], template)


@cache
def _style_and_script() -> tuple[str, str]:
    scripts = "\n".join(map(_resource, _SCRIPT_FILES))
    return _resource("page.css"), f'"use strict";\n(() => {{\n{scripts}}})();\n'


@cache
def _resource(name: str) -> str:
    from importlib.resources import files  # slow to load, and seldom wanted

    return files(__package__).joinpath("page").joinpath(name).read_text(encoding="utf-8")


def _policy_hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"sha256-{digest}"


def _data_block(name: str, data: Mapping[str, Any]) -> str:
    return f'<script type="application/json" id="{name}">{script_json(data)}</script>'


def script_json(data: object) -> str:
    r"""Return ``data`` as JSON that can end no script element: ``"<p>"`` is ``"\u003cp>"``.

    What UTF-8 or HTML cannot hold is escaped, too: surrogates, controls, noncharacters.
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _ESCAPED.sub(_escape, written)


_NONCHARACTERS: Final = "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17)
)
_ESCAPED: Final = re.compile(
    f"[<&\x7f-\x9f\u2028\u2029\ufeff\ufdd0-\ufdef\ud800-\udfff{_NONCHARACTERS}]"
)


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    pairs = (units[at : at + 2].hex() for at in range(0, len(units), 2))
    return "".join(f"\\u{pair}" for pair in pairs)


def _without_controls(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text).strip()
