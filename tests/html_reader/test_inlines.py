"""Marks, links, images and raised text in the lines of any page."""

from __future__ import annotations

import pytest

from docparse import (
    CodeBlock,
    CodeSpan,
    Document,
    Emphasis,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Section,
    Strong,
    Table,
    from_html,
    plain_text,
)


@pytest.mark.parametrize(
    ("html", "inlines"),
    [
        ("<em>a</em> <i>b</i>", [Emphasis("a"), " ", Emphasis("b")]),
        ("a <b> b </b> c", ["a ", Strong("b"), " c"]),
        ("<b>a</b><strong>b</strong>", [Strong("a"), Strong("b")]),
        ("<b>a <b>b</b> c</b>", [Strong("a b c")]),
        ("<em>a <b>b</b></em>", [Emphasis(["a ", Strong("b")])]),
        ("<b>a<em>b</b>c</em>", [Strong(["a", Emphasis("b")]), "c"]),
        ("<code>a  <b>b</b></code>", [CodeSpan("a"), " ", Strong(CodeSpan("b"))]),
        ("<kbd>a</kbd><samp>b</samp><tt>c</tt>", [CodeSpan("a"), CodeSpan("b"), CodeSpan("c")]),
        ("<a href=/x title=t>a</a>", [Link("a", "/x", "t")]),
        ("<a name=x>a</a>", ["a"]),
        ("<a href=/x>a<a href=/y>b</a>c", [Link("a", "/x"), Link("b", "/y"), "c"]),
        ("<a href=' javascript:x '>a</a>", [Link("a", " javascript:x ")]),
        ("<b></b><a href=/x> </a>a", ["a"]),
        ("<img src=/a.png alt=' b  c'>", [Image("/a.png", " b c")]),
        ("a <img data-src=/b.png alt=' b  c'> d <img src='' alt=e>", ["a b c d e"]),
        ("a<img alt=' '>", ["a"]),
        ("a<br>b<br/> c<br>", ["a", LineBreak(), "b", LineBreak(), "c"]),
        ("a <b>b<br>c</b>", ["a ", Strong(["b", LineBreak(), "c"])]),
        ("<span>a</span><u>b</u>", ["ab"]),
    ],
)
def test_marks_in_a_line(html: str, inlines: list[Inline | str]) -> None:
    assert from_html(f"<p>{html}</p>") == Document([Paragraph(inlines)])


@pytest.mark.parametrize(
    ("html", "text"),
    [
        # Unicode has the characters in this place
        ("10<sup>6</sup> cells", "10⁶ cells"),
        ("10<sup>-9</sup> m, 10<sup>−9</sup> m", "10⁻⁹ m, 10⁻⁹ m"),
        ("2<sup>n</sup> and x<sup>2n+1</sup>", "2ⁿ and x²ⁿ⁺¹"),
        ("40 km<sup>2</sup>", "40 km²"),
        ("H<sub>2</sub>O, SO<sub>4</sub><sup>2-</sup>", "H₂O, SO₄²⁻"),
        ("Na<sup>+</sup>, <sup>14</sup>C", "Na⁺, ¹⁴C"),
        ("log<sub>10</sub> x<sub>i+1</sub>", "log₁₀ xᵢ₊₁"),
        ("<sup>1</sup>/<sub>2</sub>", "¹/₂"),
        ("10 <sup> 6 </sup> cells", "10 ⁶ cells"),
        # of an exponent it has not
        ("e<sup>x</sup>, e<sup>-x</sup>", "e^x, e^-x"),
        ("(a)<sup>2x</sup>", "(a)^2x"),
        ("10<sup>2.5</sup>, 10<sup>0,5</sup>", "10^2.5, 10^0,5"),
        ("x<sup>a+b</sup> = f<sup>(n+1)</sup>", "x^(a+b) = f^(n+1)"),
        ("2<sup>2<sup>3</sup></sup>", "2^(2³)"),
        ("10<sup>–6</sup> m, 10<sup>(6)</sup>, 10<sup>6<br></sup>", "10⁻⁶ m, 10^(6), 10⁶"),
        ("10<sup>‐6</sup>", "10⁻⁶"),
        ("10<sup>\n" + 30 * " " + "6\n</sup>", "10 ⁶"),
        ("10<sup>.5</sup>, 10<sup>−0.5</sup>, 2<sup>∞</sup>", "10^.5, 10^−0.5, 2^∞"),
        # what would run into a digit, a single letter or a bracket
        ("1.05<sup>t</sup>, 1.05<sup>a</sup>, 10<sup>e</sup>", "1.05^t, 1.05^a, 10^e"),
        ("2<sup>N</sup>, 2<sup>log n</sup>, 2<sup>2 log n</sup>", "2^N, 2^(log n), 2^(2 log n)"),
        ("x<sup>a</sup>, 5<i>x</i><sup>a</sup>, A<sup>T</sup>", "x^a, 5x^a, A^T"),
        ("e<sup>ix</sup>, (1+r)<sup>t</sup>, [a]<sup>b</sup>", "e^ix, (1+r)^t, [a]^b"),
        # no exponent: at least the digits do not run into others
        ("5<sup>1/2</sup> cups", "5¹/² cups"),
        ("said<sup>1,2</sup> so<sup>3–5</sup>", "said¹,² so³–⁵"),
        ("12.5<sup>1a</sup>", "12.5¹a"),
        # words, and what says by itself that it is apart
        ("the 4<sup>th</sup>, le 1<sup>er</sup>, n<sup>o</sup> 5", "the 4th, le 1er, no 5"),
        ("le 3<sup>e</sup>, la 2<sup>ème</sup>, 5<sup>a</sup>", "le 3e, la 2ème, 5a"),
        ("the 2<sup>ND</sup>, the n<sup>th</sup>, 20.5<sup>o</sup>", "the 2ND, the nth, 20.5o"),
        (
            "V<sup>e</sup>, XX<sup>e</sup>, M<sup>me</sup>, wor<i>d</i><sup>a</sup>",
            "Ve, XXe, Mme, worda",
        ),
        ("Boats<sup>TM</sup><sup>®</sup> 5<sup>*</sup>", "BoatsTM® 5*"),
        (
            "10<sup>TM</sup> 5<sup>†</sup> 5<sup>[a]</sup> 5<sup>€</sup> 5<sup>²</sup>",
            "10TM 5† 5[a] 5€ 5²",
        ),
        ("said<sup>[1]</sup> so<sup>(2)</sup>", "said[1] so(2)"),
        ("said<sup>note 1</sup>", "saidnote 1"),
        ("x<sub>max</sub>", "xmax"),
        # a tag that is there for the size of the letters, or never ends
        ("<sub>2024 by the board</sub>", "2024 by the board"),
        ("a<sup>6, and on for want of an end", "a6, and on for want of an end"),
        ("a<sup></sup>b<sup> </sup>c", "ab c"),
        ("<sup><div>1</div></sup>2", "1\n2"),
    ],
)
def test_raised_and_lowered_text_is_told_from_what_it_follows(html: str, text: str) -> None:
    assert plain_text(from_html(f"<p>{html}")) == text


def test_marks_and_links_are_kept_in_raised_text() -> None:
    html = "<p>said<sup><a href=#1>1</a></sup> <b>10<sup>6</sup></b> e<sup><i>x</i></sup>"
    inlines: list[str | Inline] = [
        "said",
        Link("¹", "#1"),
        " ",
        Strong("10⁶"),
        " e^",
        Emphasis("x"),
    ]
    assert from_html(html) == Document([Paragraph(inlines)])


def test_code_has_raised_text_too() -> None:
    html = "<pre>2<sup>8</sup> = <b>x<sub>1</sub></b> + e<sup>x</sup> <sup></sup></pre>"
    assert from_html(html) == Document([CodeBlock("2⁸ = x₁ + e^x ")])


def test_headings_and_cells_have_raised_text_too() -> None:
    html = "<h2>10<sup>6</sup></h2><table><tr><td>m<sup>3</sup><td>e<sup>x</sup></table>"
    table = Table.from_rows([["m³", "e^x"]])
    assert from_html(html) == Document([Section(Heading(2, "10⁶"), [table])])


def test_two_line_breaks_end_a_paragraph() -> None:
    assert from_html("a<br><br>b<br> <br/><br>c") == Document(["a", "b", "c"])


def test_a_link_around_blocks_is_in_each() -> None:
    link = from_html("<a href=/x><h2>a</h2><p>b</p></a>c")
    heading = Heading(2, Link("a", "/x"))
    assert link == Document([Section(heading, [Paragraph(Link("b", "/x")), "c"])])
