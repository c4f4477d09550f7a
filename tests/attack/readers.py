"""Our Markdown in the hands of others: what each common reader makes of it.

A reader may make of what we write only what the tree has: for each element with its attributes, no
more of it than in the tree's own HTML, or than it makes of the tree's *twin*, the same tree
with harmless words in the place of each word. What it makes on its own account, such as a
``<colgroup>``, is in the twin too. One thing is allowed beyond that, see :func:`is_plain_address`.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import suppress
from functools import cache, cached_property, lru_cache, partial
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any, Final, NamedTuple, TypeVar
from urllib.parse import unquote

import attrs
from selectolax.lexbor import LexborHTMLParser

import docparse
from docparse import (
    CodeBlock,
    CodeSpan,
    Document,
    FaqItem,
    Image,
    Link,
    List,
    Node,
    NodeTransformer,
    Quote,
    Text,
    plain_text,
    walk,
)
from docparse.source.characters import without_controls
from docparse.source.urls import is_safe_link
from tests.attack.judge import MARKUP, SCHEME, Fault, scheme

Written = Sequence[str]
Tree = TypeVar("Tree", bound=Node)


class Reader(NamedTuple):
    """A reader of Markdown; ``html`` makes a page of each of many texts.

    ``without`` takes out of a tree what this reader is not tried on.
    """

    name: str
    html: Callable[[Written], list[str]]
    without: NodeTransformer | None = None


# ------------------------------------------------------------------------------------ the twin


class _Twin(NodeTransformer):
    """Puts ``x`` in the place of each word; white space stays, and what addresses are refused."""

    def leave_Text(self, node: Text) -> Text:
        return Text(_harmless(node.text))

    def leave_CodeSpan(self, node: CodeSpan) -> CodeSpan:
        return CodeSpan(_harmless(node.text))

    def leave_CodeBlock(self, node: CodeBlock) -> CodeBlock:
        return CodeBlock(_harmless(node.text), _word(node.language))

    def leave_Link(self, node: Link) -> Link:
        return attrs.evolve(node, url=_address(node.url), title=node.title and "x")

    def leave_Image(self, node: Image) -> Image:
        url = _address(node.url)
        return attrs.evolve(node, url=url, alt=_harmless(node.alt), title=node.title and "x")


def _harmless(text: str) -> str:
    return re.sub(r"\S+", "x", text)


def _address(url: str) -> str:
    return "https://example.org/x" if is_safe_link(url) else "javascript:x"


class _NoFences(NodeTransformer):
    """Puts harmless code in the place of that which has to stand between fences.

    To a reader that knows no fences it is text. Our writer indents code instead, if it can: it
    cannot if the code has a language, or a blank line at an end.
    """

    def leave_CodeBlock(self, node: CodeBlock) -> CodeBlock:
        lines = re.split("[\r\n]", node.text)
        is_plain = not re.search("[\u2028\u2029]", node.text) and not _word(node.language)
        if lines[0].strip() and lines[-1].strip() and is_plain:
            return node
        return CodeBlock("x", node.language)


class _NoFencesInside(NodeTransformer):
    """The same in lists and quotes, where Python-Markdown never knows fences."""

    def leave_List(self, node: List) -> List:
        return _transformed(node, _NoFences())

    def leave_Quote(self, node: Quote) -> Quote:
        return _transformed(node, _NoFences())


def _word(language: str | None) -> str | None:
    return language if re.fullmatch(r"\w[\w+#.-]*", language or "") else None


def twin(document: Document) -> Document:
    return _transformed(document, _Twin())


def _transformed(node: Tree, transformer: NodeTransformer) -> Tree:
    found = transformer.transform(node)
    assert isinstance(found, type(node))
    return found


# ------------------------------------------------------------------------------------ the judge

Seen = Counter[str]
"""How often there is each element, ``<a>``, and each attribute in it, ``<a href>``."""


class Tried:
    """A document, and what is written of it: once, whoever reads it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._without: dict[type[NodeTransformer], Tried] = {}

    def without(self, transformer: NodeTransformer | None) -> Tried:
        if transformer is None:
            return self
        kind = type(transformer)
        if kind not in self._without:
            self._without[kind] = Tried(_transformed(self.document, transformer))
        return self._without[kind]

    @cached_property
    def markdown(self) -> str:
        return docparse.render(self.document, "markdown")

    @cached_property
    def harmless(self) -> str:
        """The Markdown of the twin."""
        return docparse.render(twin(self.document), "markdown")

    @cached_property
    def elements(self) -> Seen:
        """What is in the tree, as its own HTML says."""
        return _elements(docparse.render(self.document, "html"))

    @cached_property
    def answers(self) -> int:
        return sum(isinstance(node, FaqItem) for node in walk(self.document))

    @cached_property
    def text(self) -> str:
        alts = (node.alt for node in walk(self.document) if isinstance(node, Image))
        text = without_controls("\n".join((plain_text(self.document), *alts)))
        return "\n".join(_forms(text))

    @cached_property
    def pictures(self) -> set[str]:
        return {unquote(node.url) for node in walk(self.document) if isinstance(node, Image)}


def reader_faults(reader: Reader, documents: Sequence[Tried]) -> list[list[Fault]]:
    """Return of each document what ``reader`` makes of its Markdown that is not in the tree."""
    tried = [each.without(reader.without) for each in documents]
    pages = reader.html([each.markdown for each in tried])
    twins = _elements_of(reader, [each.harmless for each in tried])
    return [list(_faults(*each)) for each in zip(tried, pages, twins, strict=True)]


def _elements_of(reader: Reader, texts: list[str]) -> list[Seen]:
    known = _seen_by(reader.name)
    new = list(dict.fromkeys(text for text in texts if text not in known))
    for text, page in zip(new, reader.html(new), strict=True):
        known[text] = _elements(page)
    return [known[text] for text in texts]


@cache
def _seen_by(name: str) -> dict[str, Seen]:
    return {}


def _faults(tried: Tried, page: str, twins: Seen) -> Iterator[Fault]:
    allowed = twins | tried.elements
    # The label of an answer, written where the answer's own text begins with one.
    allowed["<strong>"] += tried.answers
    seen: Seen = Counter()
    for node in _nodes(page):
        attributes = {name: value or "" for name, value in node.attributes.items()}
        if node.tag == "a" and is_plain_address(attributes, node.text(), tried.text):
            continue
        for name in ("href", "src"):
            if scheme(attributes.get(name, "")) not in _SCHEMES:
                yield Fault(SCHEME, f"<{node.tag} {name}={attributes[name]!r}>")
        if _is_colour(node, attributes) or _shows_a_film(node, tried.pictures):
            continue
        if node.tag in ("colgroup", "col") and _WIDTH.fullmatch(attributes.get("style", "")):
            continue
        names = _names(node)
        if node.tag == "table" and _WIDTH.fullmatch(attributes.get("style", "")):
            names = ["<table>"]
        seen.update(names)
    del seen["<p>"]  # what a reader makes of anything that it does not know
    for name, count in (seen - allowed).items():
        yield Fault(MARKUP, f"{count} × {name}")


_WIDTH: Final = re.compile(r"(width: ?[0-9]+(\.[0-9]+)?%;?)?")
"""What pandoc says of a table with a long row, and of its columns."""
_SCHEMES: Final = ("", "http", "https", "mailto", "tel")


def is_plain_address(attributes: dict[str, str], shown: str, text: str) -> bool:
    """Tell whether a link is one that a reader makes of an address that stands in ``text``.

    It shows that address as it stands, leads there and nowhere else, and by http, https or mail;
    or by xmpp, which cmark-gfm links however it is written.
    """
    target = attributes.get("href", "")
    if not attributes.keys() <= {"href", "class"} or attributes.get("class", "uri") not in _KINDS:
        return False
    if scheme(target) not in _BARE_SCHEMES or not any(form in text for form in _forms(shown)):
        return False
    meant = {form for start in _IMPLIED for form in _forms(start + shown)}
    return not meant.isdisjoint(_forms(unquote(target)))


def _forms(address: str) -> set[str]:
    """Return ``address`` and what it stands for.

    Some readers decode the percent signs in it, and some write the letters of a host in ASCII.
    """
    return {address, unquote(address), _ASCII_LABEL.sub(_letters_of_label, address)}


_ASCII_LABEL: Final = re.compile(r"\bxn--([a-z0-9-]+)", re.IGNORECASE)


def _letters_of_label(label: re.Match[str]) -> str:
    with suppress(UnicodeError):
        return label[1].encode("ascii").decode("punycode")
    return label[0]


_BARE_SCHEMES: Final = ("http", "https", "mailto", "xmpp")
_KINDS: Final = {"uri", "email"}
_IMPLIED: Final = ("", "http://", "https://", "mailto:", "http:")
"""What readers put before an address that says no scheme."""


def _shows_a_film(node: Any, pictures: Set[str]) -> bool:
    """Tell whether ``node`` is how pandoc shows one of ``pictures`` whose name ends as a film's."""
    attributes = {name: value or "" for name, value in node.attributes.items()}
    target = attributes.pop("src", None) or attributes.pop("href", "")
    if unquote(target) not in pictures or not attributes.keys() <= {"title", "controls"}:
        return False
    return node.tag in _PLAYERS or (node.tag == "a" and node.parent.tag in _PLAYERS)


_PLAYERS: Final = ("embed", "video", "audio")


def _is_colour(node: Any, attributes: dict[str, str]) -> bool:
    """Tell whether ``node`` is what pandoc numbers and colours lines of code with."""
    if node.tag == "a":
        return attributes.keys() == {"href", "aria-hidden", "tabindex"}
    return node.tag == "span" and _COLOUR.fullmatch(" ".join(attributes.values())) is not None


_COLOUR: Final = re.compile(r"cb[0-9]+-[0-9]+|[a-z]{2}|")


def _elements(page: str) -> Seen:
    return Counter(name for node in _nodes(page) for name in _names(node))


def _names(node: Any) -> list[str]:
    return [f"<{node.tag}>", *(f"<{node.tag} {name}>" for name in node.attributes)]


def _nodes(page: str) -> Iterator[Any]:
    root = LexborHTMLParser(page).root
    if root is not None:
        yield from (node for node in root.traverse(include_text=False))


# ---------------------------------------------------------------------------------- the readers


def _one_by_one(html: Callable[[str], str]) -> Callable[[Written], list[str]]:
    return lambda texts: [html(text) for text in texts]


def _markdown_it() -> Callable[[str], str]:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable("table").render


def _linkify() -> Callable[[str], str]:
    from markdown_it import MarkdownIt

    return MarkdownIt("gfm-like", {"html": True}).render


def _cmarkgfm() -> Callable[[str], str]:
    import cmarkgfm
    from cmarkgfm.cmark import Options

    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return partial(cmarkgfm.github_flavored_markdown_to_html, options=options)


def _mistune() -> Callable[[str], str]:
    import mistune

    markdown = mistune.create_markdown(escape=False, plugins=list(_MISTUNE_PLUGINS))
    return lambda text: str(markdown(text))


_MISTUNE_PLUGINS: Final = (
    *("strikethrough", "mark", "insert", "superscript", "subscript", "footnotes", "table", "url"),
    *("abbr", "def_list", "math", "ruby", "task_lists", "spoiler"),
)


def _python_markdown(*extensions: str) -> Callable[[str], str]:
    import markdown

    return partial(markdown.markdown, extensions=list(extensions))


def _mistletoe() -> Callable[[str], str]:
    import mistletoe

    convert: Callable[[str], str] = mistletoe.markdown
    return convert


def _marko() -> Callable[[str], str]:
    from marko.ext.gfm import gfm

    convert: Callable[[str], str] = gfm.convert
    return convert


_PANDOC_READER: Final = """
function Reader(input, options)
  local pages = {}
  for text in (tostring(input) .. "MARK"):gmatch("(.-)MARK") do
    table.insert(pages, pandoc.write(pandoc.read(text, "FORMAT"), "html"))
  end
  return pandoc.Pandoc({pandoc.RawBlock("html", table.concat(pages, "MARK"))})
end
"""
_BETWEEN: Final = "\uf6fb"


def _pandoc(format: str, texts: Written) -> list[str]:
    """Read many texts in one process, each by itself: to start one takes longer than to read."""
    if not texts:
        return []
    script = _PANDOC_READER.replace("MARK", _BETWEEN).replace("FORMAT", format)
    with tempfile.TemporaryDirectory() as folder:
        reader = Path(folder) / "reader.lua"
        reader.write_text(script, encoding="utf-8")
        done = subprocess.run(
            ["pandoc", "--from", str(reader), "--to", "html"],
            input=_BETWEEN.join(text.replace(_BETWEEN, "") for text in texts).encode(),
            capture_output=True,
            check=True,
        )
    return done.stdout.decode().split(_BETWEEN)


_READERS: Final[tuple[tuple[str, str, Callable[[], Callable[[str], str]]], ...]] = (
    ("markdown-it-py", "markdown_it", _markdown_it),
    ("markdown-it-py, gfm-like", "linkify_it", _linkify),
    ("cmark-gfm, raw HTML", "cmarkgfm", _cmarkgfm),
    ("mistune, all plugins", "mistune", _mistune),
    ("Python-Markdown", "markdown", _python_markdown),
    ("Python-Markdown, extra", "markdown", partial(_python_markdown, "extra")),
    (
        "Python-Markdown, fenced_code, attr_list",
        "markdown",
        partial(_python_markdown, "fenced_code", "attr_list"),
    ),
    (
        "Python-Markdown, all",
        "markdown",
        partial(
            _python_markdown,
            *("extra", "admonition", "legacy_attrs", "nl2br", "sane_lists"),
            *("smarty", "toc", "wikilinks"),
        ),
    ),
    ("mistletoe", "mistletoe", _mistletoe),
    ("marko, gfm", "marko", _marko),
)


def _without(name: str) -> NodeTransformer | None:
    if not name.startswith("Python-Markdown"):
        return None
    return _NoFencesInside() if "," in name else _NoFences()


_PANDOC_FORMATS: Final = ("markdown", "gfm", "commonmark_x")


@lru_cache
def readers() -> dict[str, Reader]:
    """Return the readers that are installed, by their names."""
    found = [
        Reader(name, _one_by_one(reader_of()), _without(name))
        for name, module, reader_of in _READERS
        if find_spec(module)
    ]
    if which("pandoc"):
        found += [
            Reader(f"pandoc, {format}", partial(_pandoc, format)) for format in _PANDOC_FORMATS
        ]
    return {reader.name: reader for reader in found}
