"""``docparse inspect``: a page that shows what was inferred, how sure it is, and why."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import docparse
from docparse.columns.settings import READING
from docparse.commands.article import Article
from docparse.commands.command import DONE, FAILED, Command, UsageError, given
from docparse.commands.console import Console
from docparse.commands.inputs import (
    STANDARD_INPUT,
    ArticleFile,
    find_articles,
    form_of,
    refuse_inputs,
)
from docparse.commands.options import (
    add_formulas,
    add_inputs,
    add_output,
    add_reading,
    add_volume,
    check_names,
)
from docparse.commands.parser import Arguments, Parser
from docparse.commands.progress import Progress
from docparse.commands.result import problem_with
from docparse.commands.writing import is_file_name, write, write_file
from docparse.errors import OptionError
from docparse.inspection import Inspection, inspect_text, page, pages
from docparse.inspection.pages import LARGEST_PAGE
from docparse.nodes.base import counted

Tell: TypeAlias = Callable[[str], None]


class Inspect(Command):
    """Writes one page about one text or many; about more text, a list and a page for each."""

    name = "inspect"
    about = "Write a page that shows what was inferred, how sure it is, and why."
    usage = "IN..."
    takes_many = True

    def add_arguments(self, parser: Parser) -> None:
        add_inputs(parser)
        add_output(parser)
        add_formulas(parser, "escape")
        add_reading(parser)
        add_volume(parser)
        parser.set_defaults(out_dir=None)

    def check(self, arguments: Arguments) -> None:
        check_names(*arguments.inputs, arguments.output)
        if arguments.source_form not in ("auto", "text"):
            raise UsageError(f"only text is read here, not {arguments.source_form}")
        docparse.parse("", **given(arguments, READING))  # so that a wrong value is known at once

    def run(self, arguments: Arguments, console: Console) -> int:
        if arguments.output is None and console.prints_to_terminal:
            raise UsageError("a page would fill the terminal: say -o FILE.html, or -o - to see it")
        found = find_articles(arguments.inputs, "text", None)
        for file in found.articles:
            form = form_of(file.path, arguments.source_form)
            if form != "text" and file.path != STANDARD_INPUT:
                raise UsageError(f"only text is read, and {file.path} is {form}: say --from text")
        if is_file_name(arguments.output):
            refuse_inputs([arguments.output], found.articles)
        if found.is_one:
            (file,) = found.articles
            inspection = _inspection(file, arguments, console.say)
            write(arguments.output, page([inspection]), console)
            return DONE
        problems = [f"cannot read {name}: {why}" for name, why in found.problems.items()]
        before = len(problems)
        inspections = _inspections(found.articles, arguments, console, problems)
        if sum(map(_file_size, found.articles)) <= LARGEST_PAGE:
            if inspected := list(inspections):
                write(arguments.output, page(inspected), console)
        elif is_file_name(arguments.output):
            folder, name = os.path.split(arguments.output)
            for written in pages(inspections, name):
                path = os.path.join(folder, *written.name.split("/"))
                write_file(path, written.html, makes_folder="/" in written.name)
        else:
            raise UsageError("of so much text, each gets a page of its own: say -o FILE.html")
        done = len(found.articles) - (len(problems) - before)
        console.say(f"docparse: {counted(done, 'text')} in {arguments.output or 'one page'}")
        for problem in problems:
            console.error(f"docparse: {problem}")
        return FAILED if problems else DONE


def _inspections(
    files: Sequence[ArticleFile], arguments: Arguments, console: Console, problems: list[str]
) -> Iterator[Inspection]:
    """Yield what there is to see of each text that can be read; add to ``problems`` why not."""
    progress = Progress(len(files), console)
    try:
        for number, file in enumerate(files, 1):
            try:
                yield _inspection(file, arguments, progress.detail)
            except OptionError:
                raise
            except Exception as error:
                problems.append(problem_with(file.path, error))
            progress.update(number, len(problems))
    finally:
        progress.close()


def _inspection(file: ArticleFile, arguments: Arguments, tell: Tell) -> Inspection:
    article = Article(file, arguments)
    text = article.text
    inspection = inspect_text(
        text,
        article.name,
        formulas=arguments.formulas,
        faults=article.diagnostics,
        **given(arguments, READING),
    )
    article.diagnostics = list(inspection.diagnostics)
    for message in article.messages():
        tell(message)
    return inspection


def _file_size(file: ArticleFile) -> int:
    try:
        return os.path.getsize(file.path)
    except (OSError, ValueError):
        return 0  # reading it will say why
