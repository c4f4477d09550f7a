"""The build hook that compiles what a parse runs through with mypyc, if ``DOCPARSE_COMPILE=1``.

Without that variable a wheel is pure Python, for every platform. With it the wheel also holds an
extension module for each module of ``COMPILED``, which Python imports instead of it; such a wheel
is for one version of Python and one platform, and building it takes a C compiler.

``python hatch_build.py FOLDER`` compiles the checkout in FOLDER in place.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILED: Final = (
    "blocks/*.py",
    "dialects/*.py",
    "headings/*.py",
    "inlines/*.py",
    "nodes/construction.py",
    "renderers/html/contents.py",
    "renderers/html/directions.py",
    "renderers/html/fragment.py",
    "renderers/html/page_tables.py",
    "renderers/html/text.py",
    "roles/*.py",
    "source/*.py",
    "structure/*.py",
    "tables/*.py",
    "words/*.py",
)
"""What is compiled of the package: the way from a text to its tree, and from the tree to HTML.

Node classes, visitors, errors and the functions that users call are not: they check their arguments
themselves, and users make subclasses of them.
"""

INTERPRETED: Final = {
    "dialects/detect.py",
    "dialects/profile.py",
    "source/evidence.py",
    "source/text.py",
    "source/tokenizer.py",
}
"""The modules of these packages that are not compiled: they have such functions and classes."""

COMPILER: Final = ("mypy[mypyc]>=2.4", "setuptools>=65")
"""What compiling takes; a pure build takes none of it."""


class CompileHook(BuildHookInterface[Any]):
    """Adds the extension modules to a wheel."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what the build takes: the compiler, and the libraries whose types it reads."""
        return [*COMPILER, *self.metadata.core.dependencies] if is_wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and add what came of it to the wheel; an editable install stays pure."""
        if version == "editable" or not is_wanted():
            return
        made = compile_modules(Path(self.root), Path(self.root, "build", "extensions"))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["force_include"].update(made)


def is_wanted() -> bool:
    """Whether the environment asks for compiled modules."""
    return os.environ.get("DOCPARSE_COMPILE") == "1"


def modules(root: Path) -> list[str]:
    """Return the paths of the modules to compile, relative to ``root``, the checkout."""
    package = root / "docparse"
    found = [path for pattern in COMPILED for path in sorted(package.glob(pattern))]
    interpreted = {package / name for name in INTERPRETED}
    return [path.relative_to(root).as_posix() for path in found if path not in interpreted]


def compile_modules(root: Path, target: Path) -> dict[str, str]:
    """Compile into ``target``; return the path of each extension module and its place in a wheel.

    All the C code is in one of them, at the top; the others are what Python finds by their names.
    """
    from mypyc.build import mypycify  # what only a compiled build takes
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    before = Path.cwd()
    os.chdir(root)  # mypyc names modules by their paths from here
    try:
        extensions = mypycify(
            ["--config-file=", "--ignore-missing-imports", *modules(root)],
            opt_level="2",
            debug_level="0",
            multi_file=True,
            target_dir="build/c",
        )
        command = build_ext(Distribution({"name": "docparse", "ext_modules": extensions}))
        command.build_lib = str(target)
        command.build_temp = "build/objects"
        command.ensure_finalized()
        command.run()
    finally:
        os.chdir(before)
    made = target.rglob(f"*{sysconfig.get_config_var('EXT_SUFFIX')}")
    return {str(path): path.relative_to(target).as_posix() for path in made}


if __name__ == "__main__":
    checkout = Path(sys.argv[1]).resolve()
    print(len(compile_modules(checkout, checkout)), "extension modules")
