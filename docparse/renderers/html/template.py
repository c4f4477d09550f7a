"""A page from a template of the user's own, with the extra ``templates``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from docparse.errors import OptionError, required
from docparse.renderers.html.text import writable

_HTML_VALUES: Final = ("article", "style")
"""The values that are HTML already; all others are escaped where they are written."""


def filled(template: str, values: Mapping[str, str | bool | None]) -> str:
    """Return ``template``, the text of a Jinja2 template, with ``values`` in place of their names.

    ``"<title>{{ title }}</title>"`` becomes ``"<title>Ferries &amp; more</title>"``. A template
    reads no files and calls no Python. Raises MissingExtraError without Jinja2, and OptionError,
    with the line, for a template with a fault or a name that there is no value for.
    """
    environment, markup = _environment()
    written: dict[str, Any] = {
        name: writable(value) if isinstance(value, str) else value for name, value in values.items()
    }
    written.update((name, markup(values[name])) for name in _HTML_VALUES)
    try:
        return writable(str(environment.from_string(template).render(written)))
    except RecursionError:
        raise OptionError("template: it calls itself without end") from None
    except Exception as error:  # what an expression of the template raises can be anything
        reason = str(error) or type(error).__name__
        raise OptionError(f"template{_place_of_error(error)}: {reason}") from None


@cache
def _environment() -> tuple[Any, Any]:
    """Return an environment that escapes what it writes, and the class of what is HTML already."""
    required("jinja2", "templates")
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    return environment, Markup


def _place_of_error(error: BaseException) -> str:
    """Return ``", line 3"`` if the line of the template is known at which ``error`` was raised."""
    number = getattr(error, "lineno", None)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            number = trace.tb_lineno
        trace = trace.tb_next
    return "" if number is None else f", line {number}"
