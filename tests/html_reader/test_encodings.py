"""Bytes of any encoding are read, and what is no text is refused."""

from __future__ import annotations

import pytest

from docparse import ArgumentError, Document, from_html, plain_text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é".encode(), "é"),
        ("\ufeffé".encode(), "é"),
        ("\ufeffé".encode("utf-16-le"), "é"),
        ("\ufeffé".encode("utf-16-be"), "é"),
        (b"<meta charset=latin1>\xe9\x80", "é€"),
        (b"<meta charset='windows-1251'>\xe9", "й"),
        (b'<META http-equiv=x content="text/html; CHARSET = Shift_JIS">\x82\xa0', "あ"),
        (b"<meta charset=utf-8>" + "é".encode(), "é"),
        (b"<meta charset=unknown>" + "é".encode(), "é"),
        (b"<meta charset=unicode_escape>\\u0041", "\\u0041"),
        (b"<meta charset=utf-7>+AEE-", "+AEE-"),
        (b"<meta charset=rot13>a", "a"),
        (b"", ""),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    document = from_html(data)
    assert plain_text(document) == text
    assert document.diagnostics == ()
    assert from_html(bytearray(data)) == from_html(memoryview(data)) == document


@pytest.mark.parametrize(
    ("data", "text", "message"),
    [
        (b"a\xffb", "a\ufffdb", "not valid UTF-8 at byte 1; read as U+FFFD"),
        (b"\xef\xbb\xbfa\xff", "a\ufffd", "not valid UTF-8 at byte 4; read as U+FFFD"),
        (b"\xff\xfea\0\0", "a\ufffd", "not valid UTF-16-LE at byte 4; read as U+FFFD"),
    ],
)
def test_bytes_that_are_not_text_are_replaced_and_reported(
    data: bytes, text: str, message: str
) -> None:
    document = from_html(data)
    assert plain_text(document) == text
    (diagnostic,) = document.diagnostics
    assert (diagnostic.code, diagnostic.message) == ("invalid-encoding", message)


def test_a_byte_order_mark_in_a_str_is_no_text() -> None:
    assert from_html("\ufeffa") == Document(["a"])


@pytest.mark.parametrize("value", [None, 5, ["<p>"], object()])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(ArgumentError, match="str or bytes"):
        from_html(value)  # type: ignore[arg-type]
