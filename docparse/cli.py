"""The command line: ``docparse COMMAND …``. The commands stand in ``docparse/commands/``."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from docparse.commands.command import (
    DONE,
    FAILED,
    INTERRUPTED,
    UNREADABLE,
    USAGE,
    Failure,
    UsageError,
    fault,
)
from docparse.commands.console import Console
from docparse.corpus.errors import InputError
from docparse.errors import DocparseError, OptionError


def main(argv: Sequence[str] | None = None) -> int:
    """Return the exit code of the command line ``argv``, given without the program's name.

    ``main(["html", "article.txt"])`` prints HTML. 0 is success; 1 nothing to write, the output
    cannot be written, or some articles failed; 2 a wrong option; 3 the input cannot be read; 130
    interrupted. A reader that closes the pipe is no error.
    """
    try:
        with _terminable():
            return _run(argv)
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        Console().close()


def _run(argv: Sequence[str] | None) -> int:
    """Return the exit code of ``argv``, after a message on standard error if it fails.

    What takes long to import is imported here, where Ctrl-C is awaited.
    """
    from docparse.commands.line import CommandLine

    line = CommandLine(sys.argv[1:] if argv is None else argv)
    console = Console()
    names: tuple[str, ...] = ()
    try:
        arguments = line.parse()
        names = tuple(vars(arguments))
        console = Console(getattr(arguments, "volume", console.volume))
        command = line.commands[arguments.command]
        try:
            command.check(arguments)
            return command.run(arguments, console)
        except UsageError as error:
            line.parsers[command.name].error(str(error))
    except SystemExit as stop:  # how argparse ends, after --help and after a wrong option
        return stop.code if isinstance(stop.code, int) else DONE
    except BrokenPipeError:
        return DONE
    except Failure as failure:
        console.error(f"docparse: {failure}")
        return failure.code
    except DocparseError as error:
        if isinstance(error, OptionError):
            from docparse.commands.options import in_options

            console.error(f"docparse: {in_options(str(error), names)}")
            return USAGE
        console.error(f"docparse: {error}")
        return UNREADABLE if isinstance(error, InputError) else FAILED
    except MemoryError:
        console.error("docparse: the input is too large for the memory there is")
        return UNREADABLE
    except Exception as error:
        console.error(f"docparse: {fault(error)}")
        return FAILED


@contextmanager
def _terminable() -> Iterator[None]:
    """End on SIGTERM as on Ctrl-C: without leaving half-written files."""
    before = signal.getsignal(signal.SIGTERM)
    with suppress(ValueError):  # only the main thread may set what a signal does
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGTERM, before)
