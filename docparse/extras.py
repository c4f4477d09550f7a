"""Libraries that only some calls need, and that only an extra installs."""

from __future__ import annotations

import importlib
from typing import Any

from docparse.errors import MissingExtraError


def required(library: str, extra: str) -> Any:
    """Return the module ``library``. Raises MissingExtraError, which names the extra to install."""
    try:
        return importlib.import_module(library)
    except ImportError as error:
        message = f"this needs {library} ({error}): pip install 'docparse[{extra}]'"
        raise MissingExtraError(message) from None
