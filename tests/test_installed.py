"""Formats, dialects and transforms of other packages, by their entry points."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import docparse
from docparse import (
    ArgumentError,
    Document,
    ExtensionError,
    FormatName,
    NodeTransformer,
    OptionError,
    Paragraph,
    installed,
    parse,
    render,
    renderers,
    transform,
)
from docparse.dialects.detect import DIALECTS, detect_dialect
from tests.conftest import CHECKOUT
from tests.test_docs import fenced_blocks

SAMPLE = CHECKOUT / "examples" / "extension"
ORG = FormatName("org")


@pytest.fixture
def forgotten() -> Iterator[None]:
    """What is loaded from other packages is forgotten behind the test."""
    yield
    installed._LOADED.clear()
    renderers._writer.cache_clear()
    for name in [name for name in sys.modules if name.startswith(("docparse_sample", "other_"))]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which pip has installed the sample package, without looking at any index."""
    folder = tmp_path_factory.mktemp("installed")
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--target", os.fspath(folder))
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", *options, os.fspath(SAMPLE)],
        check=True,
        stderr=subprocess.STDOUT,
    )
    return folder


@pytest.fixture
def sample(sample_folder: Path, monkeypatch: pytest.MonkeyPatch, forgotten: None) -> Path:
    """The folder of the installed sample package, which is on the path."""
    monkeypatch.syspath_prepend(sample_folder)
    return sample_folder


# ------------------------------------------------------------------------------- the sample


@pytest.mark.usefixtures("sample")
def test_an_installed_format_is_written_and_its_options_are_checked() -> None:
    document = parse("## Fares\n\nDay ticket: 9.00\n", inline=True)
    assert render(document, ORG) == "** Fares\nDay ticket: 9.00\n"
    assert render(document, ORG, deepest=1) == "Fares\nDay ticket: 9.00\n"
    with pytest.raises(OptionError, match="unknown option 'depth'; the format 'org' takes deepest"):
        render(document, ORG, depth=2)
    with pytest.raises(OptionError, match=r"unknown format 'og'; there are html, .*, text, org"):
        render(document, FormatName("og"))


LEAFLET = "Fares are new.\n\nTicket ¦ Adult\nDay ¦ 9.00\n"


@pytest.mark.usefixtures("sample")
def test_an_installed_dialect_is_read_and_written_where_it_is_named() -> None:
    document = parse(LEAFLET, dialect="leaflet")
    assert document.dialect is not None
    assert document.dialect.name == "leaflet"
    assert [len(row.cells) for row in document.tables[0].rows] == [2, 2]
    assert render(document, "text", dialect="leaflet") == LEAFLET
    assert pickle.loads(pickle.dumps(document)) == document
    assert docparse.explain(LEAFLET, dialect="leaflet").document == document
    with pytest.raises(OptionError, match=r"unknown dialect 'leaf'; there are .*, leaflet"):
        parse(LEAFLET, dialect="leaf")


@pytest.mark.usefixtures("sample")
def test_an_installed_dialect_is_not_detected_even_after_it_was_used() -> None:
    before = detect_dialect(LEAFLET)
    parse(LEAFLET, dialect="leaflet")
    assert detect_dialect(LEAFLET) == before
    assert "leaflet" not in DIALECTS
    assert parse(LEAFLET).tables == ()


@pytest.mark.usefixtures("sample")
def test_an_installed_transform_is_a_class_or_a_function_with_options() -> None:
    document = Document(["Note: bring a coat.", "Hint: and a hat.", "Boats leave at ten."])
    noted = transform(document, "notes-to-quotes")
    assert docparse.dump(noted).startswith('Document\n  Quote\n    Paragraph "bring a coat."\n')
    hinted = transform(document, "notes-to-quotes", label="Hint:")
    assert hinted.children[0] is document.children[0]
    assert docparse.plain_text(hinted.children[1]) == "and a hat."
    assert transform(document, "first-blocks", count=1) == Document(document.children[:1])
    for name, takes in (("notes-to-quotes", "label"), ("first-blocks", "count")):
        with pytest.raises(OptionError, match=f"the transform '{name}' takes {takes}"):
            transform(document, name, colour="red")
    with pytest.raises(OptionError, match="there are first-blocks, notes-to-quotes"):
        transform(document, "quotes-to-notes")


def test_the_command_line_reads_an_installed_dialect(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "leaflet.txt").write_bytes(LEAFLET.encode())
    done = subprocess.run(
        [sys.executable, "-m", "docparse", "csv", "leaflet.txt", "--dialect", "leaflet"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([os.fspath(sample), str(CHECKOUT)])},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.split() == ["Ticket,Adult", "Day,9.00"]


def test_without_the_package_its_names_are_unknown() -> None:
    with pytest.raises(OptionError, match="unknown format 'org'"):
        render(Document(), ORG)
    with pytest.raises(OptionError, match="unknown dialect 'leaflet'"):
        parse("", dialect="leaflet")
    with pytest.raises(OptionError, match="unknown transform 'x'; no installed package offers any"):
        transform(Document(), "x")


def test_what_docparse_has_itself_is_found_without_looking_at_packages() -> None:
    program = (
        "import sys, docparse\n"
        "document = docparse.parse('a | b |\\n', dialect='2.3')\n"
        "for format in ('html', 'json', 'text'): docparse.render(document, format)\n"
        "print('importlib.metadata' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=CHECKOUT
    )
    assert done.stdout == "False\n"


def test_the_page_shows_the_sample_as_it_is() -> None:
    page = (CHECKOUT / "docs" / "extending.md").read_text(encoding="utf-8")
    shown = {block.name or block.language: block.text for block in fenced_blocks(page)}
    said = (SAMPLE / "pyproject.toml").read_text(encoding="utf-8")
    assert said.endswith(shown["toml"])
    for name in ("org_outline.py", "leaflet.py"):
        assert (SAMPLE / "docparse_sample" / name).read_text(encoding="utf-8") == shown[name]


# ------------------------------------------------------------------------- what goes wrong


@pytest.fixture
def offer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forgotten: None
) -> Callable[[str, str, str], None]:
    """Returns a function that puts a package on the path: its group, its name, what it offers."""

    def install(group: str, name: str, source: str) -> None:
        number = len(list(tmp_path.glob("other_*.py")))
        (tmp_path / f"other_{number}.py").write_text(source, encoding="utf-8")
        info = tmp_path / f"other_{number}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: other-{number}\nVersion: 1\n")
        (info / "entry_points.txt").write_text(f"[docparse.{group}]\n{name} = other_{number}:it\n")
        monkeypatch.syspath_prepend(tmp_path)

    return install


Offer = Callable[[str, str, str], None]
DOCUMENT = Document([Paragraph("Boats leave at ten.")])
USED: dict[str, Callable[[], object]] = {
    "formats": lambda: render(DOCUMENT, FormatName("x")),
    "dialects": lambda: parse("Boats leave at ten.", dialect="x"),
    "transforms": lambda: transform(DOCUMENT, "x"),
}


@pytest.mark.parametrize(
    ("group", "source", "says"),
    [
        ("formats", "import nowhere", "'x' cannot be loaded from other_0:it: ModuleNotFoundError"),
        ("formats", "here = 1", "'x' cannot be loaded from other_0:it: AttributeError"),
        ("formats", "it = 5", "the format 'x' is no function, but 5"),
        ("formats", "def it(node): return b'a'", "the format 'x' gave bytes, not a str"),
        ("dialects", "1 / 0", "the dialect 'x' cannot be loaded from other_0:it: ZeroDivision"),
        ("dialects", "it = str", "the dialect 'x' is no Profile of that name, but <class 'str'>"),
        (
            "dialects",
            "from docparse.dialects.profile import Profile\nclass it(Profile): name = 'y'",
            "the dialect 'x' is no Profile of that name, but <class 'other_0.it'>",
        ),
        ("transforms", "it = 5", "'x' is no NodeTransformer and no function, but 5"),
        ("transforms", "def it(node): pass", "the transform 'x' gave None, which is no node"),
    ],
)
def test_what_cannot_be_used_is_an_error_that_names_it(
    group: str, source: str, says: str, offer: Offer
) -> None:
    offer(group, "x", source)
    with pytest.raises(ExtensionError, match=re.escape(says)):
        USED[group]()


def test_a_name_that_two_packages_have_is_an_error(offer: Offer) -> None:
    offer("formats", "x", "def it(node): return 'one'")
    assert render(DOCUMENT, FormatName("x")) == "one"
    offer("formats", "x", "def it(node): return 'other'")
    assert render(DOCUMENT, FormatName("x")) == "one"  # it has been loaded
    renderers._writer.cache_clear()
    installed._LOADED.clear()
    with pytest.raises(ExtensionError, match="'x' is there twice: other_0:it and other_1:it"):
        render(DOCUMENT, FormatName("x"))


def test_a_format_of_docparse_cannot_be_replaced(offer: Offer) -> None:
    offer("formats", "html", "def it(node): return '<script>'")
    assert "<script>" not in render(DOCUMENT, "html")


def test_a_format_that_takes_any_option_gets_them(offer: Offer) -> None:
    offer("formats", "x", "def it(node, **options): return repr(options)")
    assert render(DOCUMENT, FormatName("x"), colour="red") == "{'colour': 'red'}"


def test_wrong_arguments_of_transform() -> None:
    with pytest.raises(ArgumentError, match="transform changes a node, not str"):
        transform("Boats", "x")  # type: ignore[type-var]
    with pytest.raises(ArgumentError, match="a transform is named by a str, not int"):
        transform(DOCUMENT, 5)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match=r"by its method, transform\(node\)"):
        transform(DOCUMENT, NodeTransformer())  # type: ignore[arg-type]


def test_a_misspelt_transform_is_guessed(offer: Offer) -> None:
    offer("transforms", "shout", "def it(node): return node")
    with pytest.raises(OptionError, match="there are shout; did you mean 'shout'"):
        transform(DOCUMENT, "shoot")


def test_a_transform_without_options_takes_none(offer: Offer) -> None:
    source = "from docparse import NodeTransformer\nclass it(NodeTransformer): pass"
    offer("transforms", "x", source)
    assert transform(DOCUMENT, "x") == DOCUMENT
    with pytest.raises(OptionError, match="the transform 'x' takes no options"):
        transform(DOCUMENT, "x", colour="red")
