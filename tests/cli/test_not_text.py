"""A file that is no text is refused, one with faults is read."""

from __future__ import annotations

import bz2
import gzip
import pickle
import random
import zlib
from pathlib import Path

import pytest

from tests.cli.running import ARTICLE, READING_COMMANDS, main, run


@pytest.mark.parametrize("command", [*READING_COMMANDS, "csv --out-dir ."])
@pytest.mark.parametrize("size", [1, 300])
def test_any_bytes_are_an_article(command: str, size: int, tmp_path: Path) -> None:
    noise = bytes(range(256)) * size + b"a | b |\n" + b"\0\xed\xa0\x80 | \x1b |\n"
    assert run(*command.split(), "--force", "-", stdin=noise, cwd=tmp_path).code in (0, 2)


# -------------------------------------------------------------------------------- what is not text


SENTENCE = "The ferry leaves at nine and comes back at noon, when it is not too windy.\n"
PALE = "Le café d'été où l'on mangeait à volonté était fermé; la gaieté s'était envolée.\n"

DATA = {
    "random bytes": random.Random(7).randbytes(500),
    "a few random bytes": random.Random(7).randbytes(64),
    "gzip": gzip.compress(SENTENCE.encode()),
    "zlib": zlib.compress(ARTICLE.encode()),
    "bzip2": bz2.compress(ARTICLE.encode()),
    "zip": b"PK\x03\x04" + b"mimetypeapplication/epub+zip" * 9,
    "PDF": b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
    "PNG": b"\x89PNG\r\n\x1a\n" + b"IHDR" * 9,
    "database": b"SQLite format 3\0" + b"a" * 99,
    "machine code": b"\x7fELF\x02\x01\x01" + b"\0" * 9 + b".text .data" * 9,
    "pickle": pickle.dumps([1.5, None, 70_000] * 20),
    "UTF-16 without its mark": ARTICLE.encode("utf-16-be"),
    "Cyrillic UTF-16 without its mark": ("Паром опаздывает. " * 9).encode("utf-16-le"),
    "Japanese UTF-16 without its mark": ("渡し船は、九時に出ます。\n" * 9).encode("utf-16-le"),
    "UTF-32 without its mark": ARTICLE.encode("utf-32-be"),
    "Cyrillic of one byte a letter": ("Паром опаздывает. " * 9).encode("cp1251"),
}

TEXTS = {
    "nothing": b"",
    "ASCII": ARTICLE.encode(),
    "French as Latin-1": (PALE * 9).encode("latin-1"),
    "one word as Latin-1": "été\n".encode("latin-1"),
    "UTF-8 with one byte cut off": ("渡し船は、九時に出ます。\n" * 9).encode()[:-2],
    "UTF-8 with its mark": ARTICLE.encode("utf-8-sig"),
    "UTF-16 with its mark": ARTICLE.encode("utf-16"),
    "UTF-32 with its mark": ARTICLE.encode("utf-32"),
    "a control character": (SENTENCE * 9 + "\0\n").encode(),
    "two control characters in a short text": b"The ferry\x01 is late\x02.\n",
    "overstrikes": b"N\x08NA\x08AM\x08ME\x08E\n_\x08f_\x08i_\x08l_\x08e\n",
    "pages and colours": ("\f\x1b[31mred\x1b[0m\n" * 9).encode(),
    "text that was damaged before": ("\ufffd" * 20 + " and more\n").encode(),
    "emoji": ("\U0001f468\u200d\U0001f469" * 20).encode(),
}


@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
def test_what_is_not_text_is_refused_unless_it_is_forced(data: bytes) -> None:
    for form in ("text", "markdown"):
        assert_refused(["html", "--from", form, "-"], data)
    assert_refused(["tokens", "-"], data)


def assert_refused(arguments: list[str], data: bytes) -> None:
    ended = main(arguments, data)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("docparse: <stdin> is not text: ")
    assert ended.err.endswith("; if it is to be read all the same, say --force\n")
    forced = main([*arguments, "--force"], data)
    assert forced.code == 0
    assert forced.out


@pytest.mark.parametrize("data", TEXTS.values(), ids=TEXTS)
def test_text_with_faults_is_read(data: bytes) -> None:
    assert main(["html", "-"], data).code == 0


def test_every_random_file_is_refused() -> None:
    some = random.Random(3)
    for size in range(100, 3_000, 30):
        assert main(["text", "-"], some.randbytes(size)).code == 3, size


def test_html_may_be_in_the_encoding_that_it_names() -> None:
    page = "<meta charset=cp1251><p>" + "Паром опаздывает. " * 9
    ended = main(["text", "--from", "html", "-"], page.encode("cp1251"))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Паром")
    for data in (DATA["gzip"], DATA["random bytes"], page.encode("utf-16-le")):
        assert_refused(["json", "--from", "html", "-"], data)
