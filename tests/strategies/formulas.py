"""Cells that a spreadsheet runs."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from docparse.nodes import Table

FORMULA_PIECES = (
    *("=", "=1+1", "-", "-1", "+", "@", "A1", "SUM(A1)", "cmd|'/C x'!A0", "1", "x", "sep="),
    *(";", ",", "\t", "\n", "\r\n", '"', "'", " ", "\u00a0", "\ufeff", "|", "("),
)


@cache
def formula_tables() -> st.SearchStrategy[Table]:
    """Tables of what spreadsheets run, separators and quotes in any order."""
    cells = st.lists(st.sampled_from(FORMULA_PIECES), max_size=6).map("".join)
    rows = st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=6)
    return rows.map(Table.from_rows)


@cache
def formulas(separators: str = ",;", in_strings: str = ",;") -> st.SearchStrategy[str]:
    """What stands behind the sign in a formula of a spreadsheet that has something to compute.

    ``separators`` part the arguments; ``in_strings`` are signs that texts may have, besides others.
    """
    chars = st.sampled_from([*" a?!/:.'()[]{}#%&|+-@=€“＂é\\", '""', *in_strings])
    text = st.lists(chars, max_size=5).map(lambda pieces: f'"{"".join(pieces)}"')
    number = st.sampled_from(("1", "0.5", ".5", "12%", "1E+3", "$5", "#N/A", "TRUE"))
    sheet = st.sampled_from(("", "", "", "Data!", "'my sheet'!", "'it''s'!", "[x.xlsx]Data!"))
    cells = ("A1", "$B$2", "A:A", "$A:$C", "A1:B9", "Z9#", "A1:B9 B1:B3", "R[-1]C[2]")
    cell = st.builds(str.__add__, sheet, st.sampled_from(cells))
    space = st.sampled_from(("", "", " ", "  ", "\u00a0"))
    separator = st.builds("{}{}{}".format, space, st.sampled_from(separators), space)
    operators = ("+", "-", "*", "/", "^", "&", "=", "<", ">", "<=", ">=", "<>")
    operator = st.builds("{}{}{}".format, space, st.sampled_from(operators), space)
    items = st.lists(number | text, min_size=1, max_size=3)
    array = st.builds(lambda sign, each: f"{{{sign.join(each)}}}", separator, items)
    names = st.sampled_from(("SUM", "ROUND", "HYPERLINK", "WEBSERVICE", "_xlfn.T.TEST", "x"))

    def deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        each = st.lists(inner | st.just(""), max_size=3)
        given = st.builds(str.join, separator, each)
        call = st.builds("{}({}{}{})".format, names, space, given, space)
        pair = st.builds("{}{}{}".format, inner, operator, inner)
        return call | pair | pair.map("({})".format) | inner.map("-{}".format)

    part = st.recursive(number | text | cell | array, deeper, max_leaves=5)
    call = st.builds("{}({}{}{})".format, names, part, separator, part)
    return cell | call | st.builds("{}{}{}".format, cell | call, operator, part)
