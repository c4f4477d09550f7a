"""What is published: its name, the tag it is released by, the actions that publish it."""

from __future__ import annotations

import inspect
import re
import runpy
from collections.abc import Callable

import pytest

import docparse
from docparse.errors import DISTRIBUTION
from tests.conftest import CHECKOUT
from tests.site_links import dead_links

PYPROJECT = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
WORKFLOWS = sorted((CHECKOUT / ".github" / "workflows").glob("*.yml"))


def test_the_name_to_install_by_is_one_everywhere() -> None:
    assert re.findall(r'^name = "(.+)"$', PYPROJECT, flags=re.M) == [DISTRIBUTION]
    assert set(re.findall(r'"([\w-]+)\[\w+(?:,\w+)*\]"', PYPROJECT)) == {DISTRIBUTION}


def other_names(text: str) -> list[str]:
    """Return what ``text`` says to install from the index that is not this package."""
    names = re.findall(r"pip install (?:--?\S+ )*'?([a-z][\w-]*)", text)
    return [name for name in names if name != DISTRIBUTION]


def test_no_page_and_no_message_installs_another_name() -> None:
    pages = [*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md")]
    code = [*(CHECKOUT / "docparse").rglob("*.py"), *(CHECKOUT / "examples").rglob("*.py")]
    found = [
        (path.name, name)
        for path in (*pages, *code)
        for name in other_names(path.read_text(encoding="utf-8"))
    ]
    assert found == [("README.md", "docparse")]  # which says not to


def test_control_another_name_is_noticed() -> None:
    assert other_names("pip install 'docparse[corpus]'\npip install -U docparse") == [
        "docparse",
        "docparse",
    ]
    assert other_names("pip install '.[corpus]'\npip install docparse-tree") == []


# ---------------------------------------------------------------------------------- a release

FAULTS: Callable[[str, str, str], list[str]] = runpy.run_path(str(CHECKOUT / ".ci" / "release.py"))[
    "faults"
]
PACKAGE = '__version__ = "0.2.0"\n'
CHANGES = "## [Unreleased]\n\n## [0.2.0] - 2027-01-02\n\n## [0.1.0] - 2026-11-29\n"


def test_this_version_is_in_the_changelog() -> None:
    package = (CHECKOUT / "docparse" / "__init__.py").read_text(encoding="utf-8")
    changelog = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert FAULTS(f"v{docparse.__version__}", package, changelog) == []


@pytest.mark.parametrize(
    ("tag", "package", "changes"),
    [
        ("v0.1.0", PACKAGE, CHANGES),
        ("0.2.0", PACKAGE, CHANGES),
        ("v0.2.0", PACKAGE.replace("2", "3"), CHANGES),
        ("v0.2.0", PACKAGE, CHANGES.replace(" - 2027-01-02", "")),
    ],
)
def test_a_tag_that_says_something_else_is_refused(tag: str, package: str, changes: str) -> None:
    assert FAULTS("v0.2.0", PACKAGE, CHANGES) == []
    assert FAULTS(tag, package, changes)


def loose_actions(workflow: str) -> list[str]:
    """Return the actions that are not pinned by a commit with its tag behind it."""
    used = re.findall(r"uses: (\S+@.*)$", workflow, flags=re.M)
    return [each for each in used if not re.fullmatch(r"\S+@[0-9a-f]{40} # v[0-9.]+", each)]


def test_actions_are_pinned_by_commit() -> None:
    assert [name for path in WORKFLOWS for name in loose_actions(path.read_text())] == []
    assert loose_actions("  - uses: actions/checkout@v4\n") == ["actions/checkout@v4"]


def test_an_action_is_of_one_commit_in_all_workflows() -> None:
    used = {use for path in WORKFLOWS for use in re.findall(r"uses: (\S+@.*)", path.read_text())}
    assert len(used) == len({use.partition("@")[0] for use in used})


LOWEST: Callable[[list[str]], list[str]] = runpy.run_path(str(CHECKOUT / ".ci" / "lowest.py"))[
    "lowest"
]


def test_lower_bounds_are_of_what_is_needed_at_run_time() -> None:
    needed = ["attrs>=24.1", 'pyarrow>=17; extra == "corpus"', "pytest>=8; extra == 'test'"]
    assert LOWEST(needed) == ["attrs==24.1", "pyarrow==17"]


def test_every_library_has_a_lower_bound() -> None:
    tables = re.findall(r"^(?:dependencies|corpus) = \[\n(.*?)^\]", PYPROJECT, re.M | re.S)
    assert len(tables) == 2
    for table in tables:
        lines = re.findall(r'"(.+)"', table)
        assert len(LOWEST(lines)) == len(lines) > 0


# ---------------------------------------------------------------------------- links of the site


def test_a_dead_link_of_the_site_is_found() -> None:
    pages = {
        "index.html": '<a href="docs/nodes.html#table">x</a><a href="https://x.org/">y</a>',
        "docs/nodes.html": '<h2 id="table">z</h2><img src="../page.png"><a href="#table">w</a>',
    }
    files = {*pages, "page.png"}
    assert dead_links(pages, files) == []
    assert dead_links(pages, {*pages}) == ["docs/nodes.html: ../page.png"]
    assert dead_links({**pages, "docs/nodes.html": "<h2>z</h2>"}, files) == [
        "index.html: docs/nodes.html#table"
    ]
    assert dead_links({"a.html": '<a href="ftp://x.org">x</a>'}, {"a.html"}) == [
        "a.html: ftp://x.org"
    ]


# ------------------------------------------------------------------------------- a compiled build


BUILD = runpy.run_path(str(CHECKOUT / "hatch_build.py"))


def test_what_is_compiled_is_there() -> None:
    package = CHECKOUT / "docparse"
    assert [pattern for pattern in BUILD["COMPILED"] if not list(package.glob(pattern))] == []
    interpreted = {f"docparse/{name}" for name in BUILD["INTERPRETED"]}
    everything = {path for path in BUILD["modules"](CHECKOUT) if path.count("/") > 1}
    assert interpreted.isdisjoint(everything)
    assert all((CHECKOUT / path).is_file() for path in interpreted | everything)


def test_a_build_is_pure_unless_it_is_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOCPARSE_COMPILE", raising=False)
    assert not BUILD["is_wanted"]()
    monkeypatch.setenv("DOCPARSE_COMPILE", "1")
    assert BUILD["is_wanted"]()


def test_no_user_calls_a_function_that_is_compiled() -> None:
    """Compiled functions raise TypeError for what docparse promises an ArgumentError for."""
    compiled = set(BUILD["modules"](CHECKOUT))
    public = [getattr(docparse, name) for name in docparse.__all__]
    functions = [each for each in public if inspect.isfunction(each)]
    homes = {f"{each.__module__.replace('.', '/')}.py" for each in functions}
    assert homes.isdisjoint(compiled)
    assert "docparse/source/lines.py" in compiled  # so that a function moved there would be seen
