"""A run over several articles: what fails is listed, and the rest is done."""

from __future__ import annotations

from docparse.commands.command import DONE, FAILED
from docparse.commands.console import Console
from docparse.commands.inputs import Found
from docparse.commands.parser import Arguments
from docparse.commands.processes import processes_for, results
from docparse.commands.progress import Progress
from docparse.commands.result import Result, Writer
from docparse.commands.tally import Tally
from docparse.commands.writing import make_folder, write


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
    if 1 < (count := processes_for(arguments.jobs, len(found.articles))) < arguments.jobs:
        console.detail(f"docparse: {count} processes: no more than there are articles and cores")
    progress = Progress(tally.articles, console)
    try:
        for result in results(command, found.articles, arguments, arguments.jobs):
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
