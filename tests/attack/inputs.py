"""Hostile texts: those of the shared folder, and those that are made here."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from tests import strategies


def published(security: Path) -> list[str]:
    """Return every string of the folder ``security``, each once: one a line, or JSON."""
    strings = dict.fromkeys(json.loads((security / "blns.json").read_text(encoding="utf-8")))
    for path in sorted((security / "payloads").glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="surrogateescape")
        strings |= dict.fromkeys(text.split("\n"))
    return list(strings)


# ------------------------------------------------------------------------------- link tricks

SCHEMES = ("javascript:f()", "vbscript:f()", "data:text/html,<p>", "file:///etc", "jar:http://a!/")


def link_tricks() -> list[str]:
    """Return addresses with a scheme that nobody may follow, disguised in every way."""
    return list(dict.fromkeys(trick for url in SCHEMES for trick in _disguises(url)))


_BLANKS = "\t\n\r\0\x01\x1f \xa0\u2028\ufeff\u200b"
_COLONS = (
    *("&colon;", "&#58;", "&#x3A", "%3A", "%253A", "&amp;colon;", "&amp;#58;", "&amp;amp;#58;"),
    *("：", "\\:"),
)
_WRITTEN_BLANKS = ("&Tab;", "&NewLine;", "&#9;", "&#xA;", "%09", "%0A", "&#1;", "&nbsp;", "\\\n")
_BEFORE = ("feed:", "view-source:", "http:", "//", "\\\\", "/\\", "./", "?", "#", "<", "x&")
_AFTER = (')"', '" onclick="f()', "' onclick='f()", "> <b>", "\\", "`", "\ud800")


def _disguises(url: str) -> Iterator[str]:
    scheme, _, rest = url.partition(":")
    first, inner = scheme[0], url[1:]
    yield from (url, url.upper(), url.title(), url.swapcase())
    yield from (f"{scheme}{colon}{rest}" for colon in _COLONS)
    for blank in (*_BLANKS, *_WRITTEN_BLANKS):
        yield from (blank + url, first + blank + inner, f"{scheme}{blank}:{rest}")
    for number in (f"&#{ord(first)};", f"&#x{ord(first):x};", f"&#0000{ord(first)}", "&#X6A;"):
        yield number + inner
    yield from (before + url for before in _BEFORE)
    yield "".join(f"%{ord(char):02x}" for char in scheme) + f":{rest}"
    yield "".join(f"&#{ord(char)};" for char in url)
    yield "".join(f"&amp;#{ord(char)};" for char in url)
    for after in _AFTER:
        yield from (url + after, "https://example.org/" + after + url)


# ------------------------------------------------------------------------- marks of some readers


def markdown_tricks() -> list[str]:
    """Return what some reader of Markdown or other makes something of."""
    return [
        *(
            'a {onclick="f()"}',
            "{: onclick=f() }",
            "# a {#b .c}",
            "`a`{=html}",
            "[a](/b){.c}",
            "{.a}",
        ),
        *("`<b>`{=html}", "```{=html}\n<b>\n```", "a `<b>`", "a|`b|<i>`", "`", "```", "\\", "\\|"),
        *("See http://a.example/<img src=x onerror=f()>", "www.e.org/<b>", "e.org/_a_<b>"),
        *(
            "https://é.org/<b>",
            "https://bücher.de/a_b*c*",
            "é@ü.de<b>",
            "//a.b/&#60;b onclick=f()>",
        ),
        *(
            "https://e.org/a_b_c*d*~e~[f]",
            "http://e.org/&lt;b",
            "http://e.org/?a&copy=1",
            "a_b@e.org",
        ),
        *("ftp://e.org", "xmpp:a@e.org", "HTTPS://e.org", "<http://e.org>", "https://e.org/\n*a*"),
        *(
            "$a$ or $b$",
            "a$1 b$2",
            "$$a$$",
            "~a~ ~~b~~",
            "^a^ ^^b^^ ^[c]",
            "==a==",
            ">! a !<",
            "! a",
            "[a(b)]",
        ),
        *("@a [-@b]", "(@) a", ":smile: :+1:", "[TOC]", "[[a]]", "*[HTML]: a HTML", "[^1]: a[^1]"),
        *("(i) a", "a) b", "A.  b", "IV. b", "#. a", "٣. b", ". a", "% a", "--- \na: b\n---", "#a"),
        *(": a", "a\n: b", "~ a", "!!! note\n    a", "::: a\nb\n:::", "[ ] a", "[x] a", "Table: a"),
        *(
            "| a\n| b",
            "a|b\n---|---\nc|d",
            "---  ---\na b",
            "+---+\n| a |\n+---+",
            "a\n===",
            "a\n---",
        ),
        *(
            "&lt<b>",
            "&#123;a}",
            "\\begin{a}b\\end{a}",
            "<!-- a",
            "a\u2028b",
            "> [!NOTE]",
        ),
        *("a\n\n# b\n\n> c", "x <b>\n\n[a](javascript:f())"),
    ]


# ----------------------------------------------------------------------------- odd characters

ODD_CHARACTERS: tuple[str, ...] = (
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA1)),
    *"\u00ad\u034f\u061c\u115f\u180e\u2000\u2007\u200b\u200c\u200d\u2028\u2029\u202f\u2060\u3000",
    *"\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",  # directions
    *"\ud800\udbff\udc00\udfff\udc80",  # surrogates, half of a pair each
    *"\ufeff\ufffe\uffff\ufdd0\ufdef\U0001fffe\U0010ffff",  # byte order mark, noncharacters
    *"\ue000\uf8ff\U000f0000\U0010fffd",  # private use
    *"\ufff9\ufffc\ufffd\U000e0001\U000e007f\ufe0f\U000e0100",  # annotations, tags, variants
    *"＜＞＂＇＆＝＋－＠｜：",
    *"²٣३Ⅷ½İıſKﬁßǅ",
)


def odd_texts() -> list[str]:
    """Return texts of each odd character: alone, twice, inside a word, around one, in a tag."""
    return [
        text
        for char in ODD_CHARACTERS
        for text in (char, char * 2, f"a{char}b", f"{char}a{char}", f"<{char}b{char}a{char}=1>")
    ] + ["\ud83d\ude00", "\ude00\ud83d", "\ud83d\ud83d\ude00", "a\0\ud800\r\n\u2028b"]


# ------------------------------------------------------------------------------------ nestings

_OPENERS = (
    *("> ", ">", "- ", "* ", "+ ", "1. ", "1) ", "> - ", "- > ", "> 1. ", "*a ", "**a ", "_a "),
    *("__a ", "*a **b ", "[", "![", "[a](", "![a](", "[a][", "`a ``b ", "~~a ", "<b>", "<div>"),
    *("<!--", "<![CDATA[", "&lt;", "\\[", "(", "|", "| a | ", "#", "# ", "***", "_*", "\t"),
)
_PAIRS = (
    *(("*", "*"), ("**", "**"), ("_", "_"), ("*a ", " a*"), ("**a ", " a**"), ("[", "](b)")),
    *(("![", "](b)"), ("[", "]"), ("(", ")"), ("[a](", ")"), ("~~", "~~"), ("*_", "_*")),
    *(("<b>", "</b>"), ("<div>", "</div>"), ("<p>", "</p>"), ("<ul><li>", "</li></ul>")),
    *(("<table><tr><td>", "</td></tr></table>"), ("<blockquote>", "</blockquote>")),
    *(("<a href=b>", "</a>"), ("<details><summary>", "</summary></details>"), ("<svg>", "</svg>")),
)


def nestings(depth: int = 4000) -> dict[str, str]:
    """Return texts that nest, or seem to, ``depth`` deep."""
    lines = "\n".join("  " * level + "- a" for level in range(depth // 8))
    return {
        **{f"{opener!r}": opener * depth + "a" for opener in _OPENERS},
        **{f"{a!r} {b!r}": a * depth + "a" + b * depth for a, b in _PAIRS},
        "items, each deeper": lines,
        "quotes, each deeper": "\n".join(">" * level + " a" for level in range(depth // 8)),
        "a quote in an item in a quote": "\n".join(
            "> - " * level + "a" for level in range(depth // 16)
        ),
    }


# --------------------------------------------------------------------------------------- soups

_TAGS = (
    *"a b p div span table tr td th ul ol li h1 h2 pre code svg math style script title".split(),
    *"textarea iframe form input select option template noscript details summary br img".split(),
)
_ATTRIBUTES = (
    *("onerror=f()", "href=javascript:f()", 'src="x"', "id=a", "name='b", 'class="docparse"'),
    *("style=x:y", "colspan=9", "rowspan=999", "data-entries='[[1]]'", "data-level=9", '"', "'"),
)
_MARKDOWN = (
    *("# ", "> ", "- ", "1. ", "```", "~~~", "**", "*", "_", "`", "[a](", ")", "![", "](", "[x]: "),
    *(
        "<http://a>",
        "\\",
        "&amp;",
        "&#0;",
        "&#xD800;",
        "|",
        "---",
        "|---|---|",
        "===",
        "    ",
        "\t",
    ),
)
_CHARACTERS: tuple[str, ...] = (
    *"\0\r\x0b\x0c\x85\u2028\ud800\udc00\ufeff\u202e\uffff<>&\"'=",
    *("--!>", "]]>", "-->"),
)


def soups(count: int, seed: int = 5) -> list[str]:
    """Return ``count`` texts of fragments of HTML, Markdown and tables in any order."""
    chance = random.Random(seed)
    kinds: tuple[Callable[[random.Random], str], ...]
    kinds = (_tag, _attribute, _markdown, _line, _character)
    return [
        "".join(chance.choice(kinds)(chance) for _ in range(chance.randint(1, 24)))
        for _ in range(count)
    ]


def _tag(chance: random.Random) -> str:
    name = chance.choice(_TAGS)
    if chance.random() < 0.3:
        return f"</{name}>"
    attributes = "".join(f" {chance.choice(_ATTRIBUTES)}" for _ in range(chance.randint(0, 2)))
    return f"<{name}{attributes}" + chance.choice((">", ">", ">", "/>", "", "\n"))


def _attribute(chance: random.Random) -> str:
    return chance.choice(_ATTRIBUTES)


def _markdown(chance: random.Random) -> str:
    return chance.choice(_MARKDOWN)


def _line(chance: random.Random) -> str:
    return f"{chance.choice(strategies.FRAGMENTS)}{chance.choice(strategies.LINE_ENDINGS)}"


def _character(chance: random.Random) -> str:
    times: int = chance.choice((1, 1, 2, 9))
    return chance.choice(_CHARACTERS) * times
