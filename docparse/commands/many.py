"""A run over several articles: what fails is listed, and the rest is done."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial

from docparse.commands.command import DONE, FAILED
from docparse.commands.console import Console
from docparse.commands.inputs import ArticleFile, Found
from docparse.commands.parser import Arguments
from docparse.commands.progress import Progress
from docparse.commands.result import Result, Writer, result_of
from docparse.commands.tally import Tally
from docparse.commands.writing import make_folder, write
from docparse.corpus.processes import Processes, Tell, process_count
from docparse.errors import OptionError


def run(command: Writer, found: Found, arguments: Arguments, console: Console) -> int:
    """Write what ``command`` makes of all that was ``found``, and return the exit code.

    Raises Failure if the output folder cannot be made, OptionError for a wrong option.
    """
    if arguments.out_dir is not None:
        make_folder(arguments.out_dir)
    tally = Tally(len(found.articles) + len(found.problems), keeps_all=arguments.summary)
    for name, problem in found.problems.items():
        tally.add(Result(name, f"cannot read {name}: {problem}"))
    streams = arguments.out_dir is None and arguments.output in (None, "-")
    joined: list[str] = []
    count = min(process_count(arguments.jobs), len(found.articles))
    if 1 < count < arguments.jobs:
        console.detail(f"docparse: {count} processes: no more than there are articles and cores")
    progress = Progress(tally.articles, console)
    try:
        for result in results(command, found.articles, arguments, count):
            _tell(result, arguments, progress)
            tally.add(result)
            if streams:
                write(None, result.text, console)
            else:
                joined.append(result.text)
            progress.update(tally.done + tally.empty + tally.failed, tally.failed)
        if arguments.output is not None and not streams:
            write(arguments.output, "".join(joined), console)
    except KeyboardInterrupt:
        progress.close()
        console.error(f"docparse: interrupted: {tally.in_words(arguments.out_dir)}")
        raise
    finally:
        progress.close()
    for message in tally.failures():
        console.error(f"docparse: {message}")
    is_shown = arguments.strict or console.volume != 1
    hint = ", which -v shows" if tally.diagnostics and not is_shown else ""
    if tally.lacking:
        hint += "; with --skip-empty, nothing to write does not count as a failure"
    target = arguments.out_dir or (None if streams else arguments.output)
    console.say(f"docparse: {tally.in_words(target)}{hint}")
    if arguments.summary:
        write(None, tally.in_json(), console)
    return FAILED if tally.failed else DONE


def _tell(result: Result, arguments: Arguments, progress: Progress) -> None:
    """Say of an article what is to be said: all of it with -v, with --strict what is an error."""
    if result.read_as:
        progress.detail(f"docparse: {result.path}: {result.read_as}")
    for message in result.messages:
        if arguments.strict:
            progress.error(message)
        else:
            progress.detail(message)
    for output in result.outputs:
        progress.detail(f"docparse: {output} is written")


def results(
    command: Writer, articles: Sequence[ArticleFile], arguments: Arguments, count: int
) -> Iterator[Result]:
    """Yield what came of each of ``articles``, in their order, read in ``count`` processes.

    A process that dies costs the article it was at. Raises OptionError.
    """
    if count <= 1:
        for article in articles:
            yield result_of(command, article, arguments)
        return
    ready: dict[int, Result] = {}
    following = 0
    with Processes(count, partial(_answer, command, arguments)) as processes:
        for index, answer in processes.run(deque(enumerate(articles))):
            if isinstance(answer, OptionError):
                raise answer
            path = articles[index].path
            ready[index] = answer or Result(path, f"{path}: the process that read it was killed")
            while following in ready:
                yield ready.pop(following)
                following += 1


def _answer(
    command: Writer, arguments: Arguments, article: ArticleFile, tell: Tell
) -> Result | OptionError:
    """Return what came of ``article``, or an OptionError that can be pickled whatever raised it."""
    try:
        return result_of(command, article, arguments)
    except OptionError as error:
        return OptionError(str(error))
