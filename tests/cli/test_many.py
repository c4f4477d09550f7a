"""Many articles at once: files, folders and patterns."""

from __future__ import annotations

import errno
import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docparse import Document, OptionError, Table, find_all
from docparse.commands.article import Article
from docparse.commands.inputs import find_articles
from docparse.commands.many import results
from docparse.commands.parser import Arguments
from docparse.commands.result import Result
from docparse.commands.tally import Tally
from docparse.corpus.processes import process_count
from tests.cli.running import ARTICLE, ENVIRONMENT, Ended, files, main, posix

PICTURE = b"\x89PNG\r\n\x1a\n" + b"IHDR" * 9
PLAIN = "Nothing but a line.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with articles in ``news``: text, Markdown, HTML, and a picture."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news" / "may").mkdir(parents=True)
    contents = {
        "news/ferry.txt": ARTICLE.encode(),
        "news/may/plain.txt": PLAIN.encode(),
        "news/may/page.html": b"<h2>Fares</h2><p>Free.</p>",
        "news/notes.md": b"## Boats\n\n24. May\n",
        "news/.hidden.txt": b"Hidden.\n",
        "news/data.json": b"{}",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def run(*arguments: str) -> Ended:
    return main(list(arguments), b"")


def written(folder: Path) -> list[str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in paths)


# ------------------------------------------------------------------------- what is read


@pytest.mark.parametrize(
    ("inputs", "names"),
    [
        (["news"], ["ferry", "may/page", "may/plain", "notes"]),
        (["news/ferry.txt", "news/may/plain.txt"], ["ferry", "plain"]),
        (["news/may", "news/ferry.txt"], ["ferry", "page", "plain"]),
        (["news/*.txt"], ["ferry"]),
        (["news/**/*.txt"], ["ferry", "may/plain"]),
        (["news/ferry.txt", "./news/ferry.txt"], ["ferry"]),
    ],
    ids=str,
)
def test_files_folders_and_patterns(inputs: list[str], names: list[str], here: Path) -> None:
    ended = run("md", *inputs, "--out-dir", "out", "-q")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert written(here / "out") == [f"{name}.md" for name in names]


def test_a_file_is_read_as_its_name_says(here: Path) -> None:
    assert run("html", "news", "--out-dir", "out").code == 0
    assert "<h2" in (here / "out" / "may" / "page.html").read_text()
    assert "<ol" in (here / "out" / "notes.html").read_text()


@pytest.mark.parametrize(
    ("form", "names"),
    [("text", ["ferry", "may/plain"]), ("html", ["may/page"]), ("markdown", ["notes"])],
)
def test_one_kind_of_file_of_a_folder(form: str, names: list[str], here: Path) -> None:
    assert run("text", "news", "--from", form, "--out-dir", "out").code == 0
    assert written(here / "out") == [f"{name}.txt" for name in names]


def test_nothing_is_written_outside_the_folder(here: Path) -> None:
    (here / "secret").mkdir()
    (here / "secret" / "code.txt").write_text(PLAIN)
    assert run("md", "news/*/../../secret/*.txt", "--out-dir", "out/a").code == 0
    assert written(here / "out") == ["a/code.md"]


def test_names_may_stand_between_options(here: Path) -> None:
    ended = run("md", "news/ferry.txt", "--out-dir", "out", "news/notes.md", "-q")
    assert ended.code == 0
    assert written(here / "out") == ["ferry.md", "notes.md"]


def test_a_second_run_does_not_read_what_the_first_wrote(here: Path) -> None:
    for _ in range(2):
        assert run("html", "news", "--out-dir", "news/out").code == 0
        assert len(written(here / "news" / "out")) == 4


@posix
def test_pipes_and_folders_in_a_folder_are_passed_over(here: Path) -> None:
    (here / "news" / "folder.txt").mkdir()
    os.mkfifo(here / "news" / "pipe.txt")
    found = find_articles(["news"], "text", None)
    assert [article.target for article in found.articles] == ["ferry", "may/plain"]


def test_a_folder_that_cannot_be_listed_fails_and_the_rest_is_done(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refused(path: str) -> object:
        if path.endswith("may"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr("os.scandir", refused)
    may = os.path.join("news", "may")
    ended = run("md", "news", "--out-dir", "out")
    assert ended.code == 1
    assert f"docparse: cannot read {may}: Permission denied\n" in ended.err
    assert "2 done, 1 failed" in ended.err
    ended = run("md", may, "--out-dir", "out")
    assert (ended.code, ended.err) == (3, f"docparse: cannot read {may}: Permission denied\n")


@pytest.mark.parametrize(
    ("inputs", "why"),
    [
        (["none/*.txt"], "no file matches"),
        (["empty"], "no name of a file in it ends in .txt, .html, .htm, .md, .markdown"),
        (["none.txt", "none"], "No such file or directory, nor 1 other"),
    ],
)
def test_nothing_to_read(inputs: list[str], why: str, here: Path) -> None:
    (here / "empty").mkdir()
    ended = run("md", *inputs, "--out-dir", "out")
    assert (ended.code, ended.err) == (3, f"docparse: cannot read {inputs[0]}: {why}\n")
    assert not (here / "out").exists()


# ---------------------------------------------------------------------- what is written


def test_an_article_alone_may_go_to_a_folder(here: Path) -> None:
    assert run("html", "news/ferry.txt", "--out-dir", "out").code == 0
    assert written(here / "out") == ["ferry.html"]


def test_html_is_a_page_in_a_file_and_a_fragment_on_standard_output(here: Path) -> None:
    assert run("html", "news/ferry.txt").out.startswith("<article")
    assert run("html", "news/ferry.txt", "--document").out.startswith("<!DOCTYPE html>")
    assert run("html", "news/ferry.txt", "-o", "page.html").code == 0
    assert (here / "page.html").read_text().startswith("<!DOCTYPE html>")
    assert run("html", "news/ferry.txt", "-o", "part.html", "--no-document").code == 0
    assert (here / "part.html").read_text().startswith("<article")


def test_tables_have_a_folder_an_article(here: Path) -> None:
    ended = run("csv", "news", "--from", "text", "--out-dir", "out", "--skip-empty")
    assert ended.code == 0
    assert written(here / "out") == ["ferry/01-article-subheadings.csv", "ferry/02-fares.csv"]


def test_one_table_of_each_article(here: Path) -> None:
    assert run("csv", "news/ferry.txt", "--table", "2", "--out-dir", "out").code == 0
    assert written(here / "out") == ["ferry.csv"]


@pytest.mark.parametrize(("command", "word"), [("outline", "Boats"), ("tables", "Ticket")])
def test_lists_of_several_articles_name_the_file(command: str, word: str, here: Path) -> None:
    lines = run(command, "news").out.splitlines()
    assert all(line.startswith("news") for line in lines)
    assert any(word in line for line in lines)
    assert run(command, "news", "-o", "all.txt").out == ""
    assert (here / "all.txt").read_text(encoding="utf-8").splitlines() == lines


def test_chunks_of_several_articles_name_the_file(here: Path) -> None:
    records = [json.loads(line) for line in run("chunks", "news").out.splitlines()]
    assert {Path(record["file"]).name for record in records} == {
        *("ferry.txt", "plain.txt", "page.html", "notes.md")
    }


# ------------------------------------------------------------------------ what goes wrong


def test_a_broken_file_is_listed_and_the_rest_is_done(here: Path) -> None:
    (here / "news" / "broken.txt").write_bytes(PICTURE)
    ended = run("html", "news", "none.txt", "--out-dir", "out")
    assert ended.code == 1
    assert ended.err.splitlines()[:-1] == [
        "docparse: cannot read none.txt: No such file or directory",
        f"docparse: {Path('news', 'broken.txt')} is not text: it is a picture; "
        "if it is to be read all the same, say --force",
    ]
    assert "6 articles: 4 done, 2 failed; 4 files in out" in ended.err
    assert len(written(here / "out")) == 4


def test_an_article_without_a_table_fails_unless_it_is_skipped(here: Path) -> None:
    ended = run("csv", "news", "--from", "text", "--out-dir", "out")
    assert ended.code == 1
    assert f"there is no table in {Path('news', 'may', 'plain.txt')}" in ended.err
    assert ended.err.endswith("; with --skip-empty, nothing to write does not count as a failure\n")
    ended = run("csv", "news", "--from", "text", "--out-dir", "out", "--skip-empty")
    assert ended.code == 0
    assert "2 articles: 1 done, 1 with nothing to write" in ended.err
    assert run("csv", "news/may/plain.txt", "--skip-empty").code == 0
    assert run("tables", "news", "--from", "text").code == 1
    assert run("tables", "news", "--from", "text", "--skip-empty").code == 0
    listed = run("tables", "news", "--from", "text", "--out-dir", "lists", "--skip-empty")
    assert (listed.code, written(here / "lists")) == (0, ["ferry.tables.txt"])


def test_an_article_with_fewer_tables_may_be_skipped(here: Path) -> None:
    arguments = ["csv", "news", "--from", "text", "--table", "3", "--out-dir", "out"]
    assert f"no table 3 in {Path('news', 'ferry.txt')}, only 2\n" in run(*arguments).err
    assert run(*arguments, "--skip-empty").code == 0


def test_a_reason_that_all_articles_share_is_said_once() -> None:
    tally = Tally(3)
    for name in ("a", "b", "c"):
        tally.add(Result(name, "cannot read it: it is gone" if name == "c" else "the disk is full"))
    assert tally.failures() == ["the disk is full (2 times)", "cannot read it: it is gone"]


@posix
def test_a_folder_that_cannot_be_written_to_is_known_at_once(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    ended = run("md", "news", "--out-dir", "out")
    assert (ended.code, ended.err) == (1, "docparse: cannot write to out: Permission denied\n")


def test_with_strict_a_diagnostic_is_an_error(here: Path) -> None:
    (here / "news" / "odd.txt").write_bytes(b"The \xff ferry.\n")
    odd = Path("news", "odd.txt")
    ended = run("md", "news", "--from", "text", "--out-dir", "out", "--strict", "-q")
    assert ended.code == 1
    assert ended.err.splitlines() == [
        f"{odd}:1:5: invalid-encoding: not valid UTF-8 at byte 4; read as U+FFFD",
        f"docparse: {odd}: with --strict, 1 diagnostic is an error",
    ]
    assert written(here / "out") == ["ferry.md", "may/plain.md"]
    alone = run("md", "news/odd.txt", "--strict", "-o", "odd.md")
    assert (alone.code, (here / "odd.md").exists()) == (1, False)
    assert "which -v shows" not in run("md", "news", "--out-dir", "out", "--strict").err
    assert run("md", "news/odd.txt", "-q").err == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["html", "news"], "say --out-dir DIR"),
        (["html", "news", "-o", "x.html"], "say --out-dir DIR"),
        (["html", "news", "--out-dir", "out", "--title", "x"], "--title is for one article"),
        (["html", "news", "--out-dir", "out", "--url", "http://a.org"], "--url is for one"),
        (["html", "-", "news", "--out-dir", "out"], "standard input stands alone"),
        (["html", "news", "--out-dir", "out", "--lang", "e n"], "--lang is a language tag"),
        (["text", "news", "--out-dir", "out", "--dialect", "nonsense"], "unknown dialect"),
        (["chunks", "news", "--json"], "add -o FILE or --out-dir DIR"),
        (["text", "news", "--out-dir", "news"], "would be written over"),
        (["outline", "news", "-o", "news/../news/ferry.txt"], "would be written over"),
        (["text", "news/ferry.txt", "--out-dir", "news"], "would be written over"),
        (["outline", "news/may/page.html", "--dialect", "1.8"], "--dialect is for text"),
        (["html", "news/ferry.txt", "-o", "news"], "news is a folder: say --out-dir news"),
        (["html", "s3://bucket/a.txt"], "s3://bucket/a.txt is an address"),
        (["html", "news", "--out-dir", "s3://bucket/out"], "s3://bucket/out is an address"),
        (["--out-dir", "out", "html", "news"], "options stand behind the command"),
        (
            ["outline", "news", "--min-confidence", "2"],
            "--min-confidence: '2' is not a number",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_options_are_known_before_anything_is_written(
    arguments: list[str], message: str, here: Path
) -> None:
    before = written(here)
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err
    assert written(here) == before


def test_a_fault_costs_one_article(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(tree: Document, *_: object, **__: object) -> str:
        return str(1 // len(list(find_all(tree, Table)))) if tree.children else ""

    monkeypatch.setattr("docparse.commands.formats.docparse.render", faulty)
    ended = run("md", "news", "--from", "text", "--out-dir", "out")
    assert (ended.code, ended.out) == (1, "")
    place = Path("news", "may", "plain.txt")
    assert f"{place}: a fault of docparse: ZeroDivisionError: " in ended.err


def test_two_articles_of_one_name_are_refused_and_named(here: Path) -> None:
    (here / "news" / "ferry.md").write_text("## Boats\n")
    (here / "ferry.txt").write_text(ARTICLE)
    ended = run("html", "news", "--out-dir", "out")
    assert ended.code == 2
    assert f"{Path('news', 'ferry.md')} and {Path('news', 'ferry.txt')}: " in ended.err
    assert run("html", "ferry.txt", "news/ferry.txt", "--out-dir", "out").code == 2
    assert not (here / "out").exists()
    assert run("html", ".", "--from", "text", "--out-dir", "out").code == 0
    assert written(here / "out") == ["ferry.html", "news/ferry.html", "news/may/plain.html"]


# -------------------------------------------------------------------------- what is said


def test_a_summary_of_one_article_has_what_that_of_several_has(here: Path) -> None:
    one = json.loads(run("md", "news/ferry.txt", "-o", "ferry.md", "--json").out)
    several = json.loads(run("md", "news", "--out-dir", "out", "--json").out)
    assert list(one) == list(several)
    assert one["inputs"][0].keys() == several["inputs"][0].keys()


def test_a_summary_as_json(here: Path) -> None:
    (here / "news" / "broken.txt").write_bytes(PICTURE)
    (here / "news" / "odd.txt").write_bytes(b"The \xff ferry.\n")
    ended = run("csv", "news", "--from", "text", "--out-dir", "out", "--skip-empty", "--json")
    told = json.loads(ended.out)
    counts = ("articles", "done", "empty", "failed", "files")
    assert [told[name] for name in counts] == [4, 1, 2, 1, 2]
    by_name = {Path(each["input"]).name: each for each in told["inputs"]}
    assert [each["status"] for each in told["inputs"]] == ["failed", "done", "empty", "empty"]
    assert len(by_name["ferry.txt"]["outputs"]) == 2
    assert by_name["broken.txt"]["problem"].endswith("say --force")
    (odd,) = by_name["odd.txt"]["diagnostics"]
    assert (odd["code"], odd["line"], odd["column"]) == ("invalid-encoding", 1, 5)


def test_more_is_said_on_demand(here: Path) -> None:
    (here / "news" / "odd.txt").write_bytes(b"The \xff ferry.\n")
    usual = run("md", "news", "--out-dir", "out").err
    assert usual.count("\n") == 1
    assert "1 diagnostic on 1 article, which -v shows" in usual
    told = run("md", "news", "--out-dir", "out", "-v").err
    assert "odd.txt:1:5: invalid-encoding" in told
    assert "ferry.txt: read as text of the dialect trafilatura-1.12" in told
    assert f"{Path('out', 'ferry.md')} is written" in told


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["htlm", "a"], "did you mean 'html'?"),
        (["html", "a", "--titel", "x"], "did you mean '--title'?"),
        (["html", "a", "--faq", "detail"], "did you mean 'details'?"),
        (["html", "a", "--from", "markdwon"], "did you mean 'markdown'?"),
    ],
)
def test_what_was_meant_is_suggested(arguments: list[str], meant: str) -> None:
    ended = main(arguments, b"")
    assert ended.code == 2
    assert meant in ended.err
    assert ended.err.count("\n") == 1


def test_markdown_is_md(here: Path) -> None:
    assert run("markdown", "news/ferry.txt").out == run("md", "news/ferry.txt").out
    assert run("md", "news/ferry.txt", "--output", "a.md").code == 0
    assert (here / "a.md").exists()


# ------------------------------------------------------------------------ several processes


def test_several_processes_write_the_same_in_the_same_order(here: Path) -> None:
    (here / "news" / "broken.txt").write_bytes(PICTURE)
    for jobs in ("1", "2"):
        run("md", "news", "--out-dir", f"out{jobs}", "-j", jobs)
    assert files(here / "out1") == files(here / "out2")
    assert len(written(here / "out2")) == 4
    one, two = (run("chunks", "news", "-j", jobs) for jobs in ("1", "2"))
    assert (one.code, two.code) == (1, 1)
    assert one.out == two.out


def test_there_are_no_more_processes_than_cores_and_articles(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docparse.corpus.processes.cores", lambda: 3)
    assert [process_count(jobs) for jobs in (1, 2, 99, 0)] == [1, 2, 3, 3]
    assert "3 processes: no more" in run("text", "news", "-j", "99", "--out-dir", "out", "-v").err
    two = run("text", "news/ferry.txt", "news/notes.md", "-j", "99", "--out-dir", "out", "-v")
    assert "2 processes: no more" in two.err


def test_a_process_that_is_killed_costs_one_article(here: Path) -> None:
    articles = find_articles(["news"], "auto", None).articles
    arguments = Arguments(out_dir=None, strict=False)
    found = list(results(Killed(), articles, arguments, 2))
    assert [result.problem is None for result in found] == [True, True, False, True]
    assert found[2].problem == f"{found[2].path}: the process that read it was killed"


class Killed:
    """Dies of one of the articles."""

    def text(self, article: Article, arguments: Arguments) -> str:
        if article.target.endswith("page"):
            os._exit(9)
        return article.target

    def files(self, article: Article, arguments: Arguments) -> Iterator[tuple[str, str]]:
        yield "", self.text(article, arguments)


def test_a_wrong_option_ends_all_processes(here: Path) -> None:
    articles = find_articles(["news"], "auto", None).articles
    with pytest.raises(OptionError, match="no such option"):
        list(results(Refused(), articles, Arguments(out_dir=None, strict=False), 2))


class Refused(Killed):
    """Finds an option that cannot be."""

    def text(self, article: Article, arguments: Arguments) -> str:
        raise OptionError("no such option")


def test_an_interruption_says_what_is_done(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("docparse.commands.csv.docparse.render", interrupted)
    ended = run("csv", "news", "--out-dir", "out", "--skip-empty")
    assert ended.code == 130
    assert ended.err.startswith("docparse: interrupted: 4 articles: ")


@posix
def test_a_bar_is_drawn_on_a_terminal(here: Path) -> None:
    import fcntl
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    with open(ours, "rb", buffering=0) as terminal:
        command = [sys.executable, "-m", "docparse", "md", "news", "--out-dir", "out"]
        assert subprocess.run(command, env=ENVIRONMENT, stderr=theirs, check=False).returncode == 0
        os.close(theirs)
        drawn = terminal.read(1 << 16)
    assert b"0/4" in drawn
    assert b"docparse: 4 articles: 4 done; 4 files in out" in drawn
