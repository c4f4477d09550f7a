"""Lines that ask and answer, in HTML and in Markdown."""

from __future__ import annotations

from hypothesis import strategies as st

_QUESTION_LINES = (
    *("Q: kk?", "A: zz.", "kk?", "zz.", "Question: kk?", "Question: kk", "Answer: zz", "A) zz"),
    *("B) zz", "1. kk?", "Need help?"),
)
_QUESTION_TAGS = (
    *("<b>", "</b>", "<br>", "<br>", "<br>", "<p>", "<p>", "</p>", "<div>", "</div>", "<pre>"),
    *("<details>", "<summary>", "</summary>", "</details>", "<dl>", "<dt>", "<dd>", "</dl>"),
    *("<ul>", "<li>", "</ul>", "<blockquote>", "</blockquote>", "<table><tr><td>", "</table>"),
    *("<h2>FAQ</h2>", "<h3>hh</h3>", "<h3>kk?</h3>", "<b>kk?</b>", "<p><b>kk?</b><br>zz.</p>"),
    *("<details><summary>kk?</summary>zz.</details>", "<dl><dt>kk?<dd>zz.<dt>kk?<dd>zz.</dl>"),
    *("<p>Q: kk?<br>A: zz.</p>", "<ul><li>kk?<br>zz.<li>kk?<br>zz.</ul>"),
)
_QUESTION_MARKS = (
    *("**kk?**", "**Q:** kk?", "**kk", "hh?**", "zz `x\ny` w", "[zz?](/u)", "- kk?", "- **kk?**"),
    *("# FAQ", "## hh", "## kk?", "> Q: kk?", "*kk?*", "**FAQ**", "![](/u) kk?"),
)
_LINE_ENDS = ("\n", "  \n", "\\\n", "\n\n", "\n\n", "\n  ", "\n\n  ", "\r\n")


def question_pages() -> st.SearchStrategy[str]:
    """HTML whose lines ask and answer, in all elements that tie the two together.

    Besides labels, its words have the letters h, k and z.
    """
    piece = st.sampled_from((*_QUESTION_LINES, *_QUESTION_TAGS))
    return st.lists(piece, min_size=1, max_size=14).map("".join)


def question_markdown() -> st.SearchStrategy[str]:
    """Markdown whose lines ask and answer."""
    line = st.sampled_from((*_QUESTION_LINES, *_QUESTION_MARKS))
    piece = st.builds("{}{}".format, line, st.sampled_from(_LINE_ENDS))
    return st.lists(piece, min_size=1, max_size=10).map("".join)
