"""The files of data in the package."""

from __future__ import annotations

import os
import sys
from typing import Any


def read_file(package: str | None, name: str) -> bytes:
    """Return what the file ``name`` of an imported package holds, be it in a folder or a zip file.

    ``pkgutil.get_data`` does so too, and takes as long to import as ten modules of ours. Nothing
    is imported here: in a process forked during it by another thread it would never end.
    """
    module: Any = sys.modules[package or ""]
    path = os.path.join(os.path.dirname(module.__file__), name)
    data: bytes = module.__spec__.loader.get_data(path)
    return data
