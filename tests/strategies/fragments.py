"""Pieces of text with a meaning in the format, or nearly."""

from __future__ import annotations

LINE_ENDINGS = ("\n", "\n", "\n", "\r\n", "\r", "\n\n", "", "\u2028", "\x85", "\x0b")

ROWS = (
    "|a||b||c|",  # up to 1.6
    "|a",  # 1.7, one cell a line
    "a|",  # 1.8, one cell a line
    "|",
    "a | b |",  # 1.9 to 1.12
    "up to 1.5 years | |||",
    "Rnd. |",
    "| a | b |",  # 2.0
    "| a | | c | ",  # 2.2
    "| a \\| b | c | ",  # 2.3
    "||||||||||||||||",
    "24 March 2004, 19:49 | Genesis",
    "No. | Key Points |",
    "1 | Fares rise. |",
    "Article Subheadings |",
    "1) Winter on the line |",
)
DELIMITERS = ("---|", "---|---|", "|---|---|", "| --- | :-: | ", "---", ":---|---:|", "- - -")
LIST_LINES = ("- x", "x\n-", "-", "- ", "  - y", "      - z", "\t- t", "* s", "1. one", "2) two")
BARE_LISTS = (
    "1. One.\n2. Two.\n3. Three.",
    "• a\n• b\n• c",
    "- x\ny\nand z. - w",
    "-\nx\n-\ny",
    "k:\n- v\nk: v",
    "- x\nA - y\nA - z",
    "x y\nz\n-\n-",
    "▪ a\n▪b\n▪ c",
    "• a\n◦ b\n• c\n◦ d",
    "• a\nB.\n• c\nD.\n• e\nF.",
    "•\na\n\n•\nb",
    "– a\n– b\n– c",
    "a) a\nb) b\nc) c",
    "X:\n(7) a\n\n(8) b",
    "4 - a\n5 - b\n6 - c",
    "-\na\nMore a -\nb\nMore b -\nc",
    "Contents\n1A\n1.1B",
)
PIECES = (
    ", and",
    ".",
    "the\nPort\n, which",
    "of (\nboats.txt\n).",
    "said\nthat",
    "Holm:\nThe ferry has been late for many years, and so has the raft.",
    "== Boats ==",
    "Boats[edit | edit source]",
    "|A boat (1957)",
    "a|b|c\nd|e|f\ng|h|i",
    "a | b\n:-- | --:\nc | d",
    "\u200b",
    "\u00a0\ufeff",
)
QUESTIONS = (
    "Question: Why now?",
    "Q: Why?",
    "A: Because.",
    "Answer: Because.",
    "Frage: Warum?",
    "Antwort: Darum.",
    "Pregunta: ¿Por qué?",
    "Вопрос: Почему?",
    "質問：なぜですか？",
    "سؤال: لماذا؟",
    "1. Is it safe?",
    "Q. Why?",
    "A. Because.",
    "- Why now?",
    "- Why?\n- So.\n- When?\n- Now.",
    "Still have questions?",
    "Will it rain? +",
    "Who pays? ▾",
    *(
        "Question:",
        "Answer:",
        "Question 2",
        "Answer 2",
        "Q1. Why?",
        "A1. So.",
        "Ans. Yes.",
        "Q",
        "A",
    ),
    *("[Q] Why?", "Q – Why?", "A: So.", "A: Not so.", "1. Q: Why?", "Share this", "Holm: I went."),
    *("FAQWhy now?", "Γιατί;", "Ե՞րբ", "F.A.Q."),
    "Question: Is it a well-\nknown weir?\n\nAnswer: It is.",
    "Q: Is 2 \\* 3 &lt; 7? ![pic](p.png)\nA: Yes.",
)
HEADINGS = (
    "Winter on the line",
    "Frequently Asked Questions",
    "Häufig gestellte Fragen",
    "よくある質問",
    "Summary",
    "# Title",
    "### Deep",
    "####### seven",
    "#tag",
    "Underlined\n===",
)
FORMATTED = (
    "```python",
    "```",
    "~~~",
    "> said she",
    ">> deeper",
    "[text](https://example.org)",
    "[text](javascript:alert(1))",
    "![alt](pic.png)",
    "**bold** and *slanted*",
    "a**b_c ",
    "`code`",
    "``",
    "<b>html</b>",
    "<script>",
    "&amp;",
    "\\*",
    "***",
    "* * *",
)
OTHERS = (
    "\n\n  * x\n    * y\n",  # html2text
    "a| b  \n---|---  \nc| d  \n e|\nf  ",
    "x  \n---  \n",
    "\n    \n    \n    code\n      more\n\n",
    "It is pre-\nand post-\nwar  \nand **well-\nknown**.",
    "> It is\n> long",
    f"{'The ferry ' * 7}leaves\n" * 4,
    "\n  * x\n      + y\n          o z\n              - w\n",  # inscriptis
    "  9. x\n 10. y",
    "a    b  c\nd       e\nf    g   ",
    "\n  • x\n    • y\n\n    z\n",  # resiliparse
    "a\t\tb\nc\nd\t\t\t\te\n\t\tf",
    f"   {'The ferry ' * 6}leaves \n   " * 4,  # wrapped
    f"1.  {'The ferry ' * 6}leaves\n    it\n" * 2,
    f"> {'渡し船は' * 8}\n> 九時に\n" * 3,
    "\n  May   3\n  ----- ---\n  June  4\n        5\n\n",
    "\n  ---------\n  a    b\n  ---- ----\n  c    d\n       e\n\n  f\n  ---------\n",
    "+---+---+\n| a | b |\n+===+===+\n| c |   |\n|   | d |\n+---+---+",
    "│島│b│\n├──┼─┤\n│c │d│\n",
    "The ferry\n=========\nTitle\n~~~~~",
    "o  A signal,\n   a short one",
)
SENTENCES = (
    "The ferry leaves at nine and comes back at noon.",
    "It is said that 3 > 2 | and that * is a star.",
    "渡し船は九時に出ます。",
    "  indented words  ",
    "\u00a0\u3000",
    "-5",
    "²",
    "x" * 300,
    "",
    " \t",
)
FAMILIES = (
    *(ROWS, DELIMITERS, LIST_LINES, BARE_LISTS, PIECES, QUESTIONS),
    *(HEADINGS, FORMATTED, OTHERS, SENTENCES),
)
FRAGMENTS = tuple(fragment for family in FAMILIES for fragment in family)
"""All of them."""
