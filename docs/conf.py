"""The site that ``make docs`` builds: pages of Markdown, and a page for each public name.

The source folder is the checkout, so that a link leads to the same place here and in a reader of
the repository. Why Sphinx: see ``docs/site.md``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.pycode import ModuleAnalyzer

import docparse

project = "docparse"
author = "docparse contributors"
version = release = docparse.__version__
copyright = "docparse contributors, under the MIT licence"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.autosummary"]
root_doc = "docs/index"
include_patterns = ["docs/**", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"]
exclude_patterns = ["docs/_*"]
templates_path = [str(Path(__file__).with_name("_templates"))]
show_warning_types = True

myst_heading_anchors = 4
myst_enable_extensions = ["html_image"]  # Markdown has no width of a picture
myst_links_external_new_tab = False

autosummary_filename_map = {"docparse.metadata": "docparse.metadata-function"}
autodoc_typehints_format = "short"
autodoc_default_options = {
    "members": True,
    "inherited-members": "tuple, BaseException, object, Enum",
}
autodoc_member_order = "bysource"
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = f"docparse {release}"
html_additional_pages = {"index": "redirect.html"}
html_copy_source = False
html_show_sphinx = False


def public_name(
    app: Sphinx, env: BuildEnvironment, node: nodes.Element, content: nodes.TextElement
) -> nodes.Element | None:
    """Resolve a reference to a public name by the module that defines it."""
    name = node.get("reftarget", "").rpartition(".")[2]
    if node.get("refdomain") != "py" or name not in docparse.__all__:
        return None
    return env.domains.python_domain.resolve_any_xref(
        env, node["refdoc"], app.builder, f"docparse.{name}", node, content
    )[0][1]


def below_a_value() -> dict[str, list[str]]:
    """Return the docstrings of values, which stand below them in the modules that define them."""
    found: dict[str, list[str]] = {}
    for path in Path(docparse.__path__[0]).rglob("*.py"):  # read, for extras cannot be imported
        docstrings = ModuleAnalyzer.for_file(str(path), path.stem).find_attr_docs()
        for (owner, name), lines in docstrings.items():
            if not owner and name in docparse.__all__:
                found[name] = lines
    return found


def docstring_of_value(
    app: Sphinx, what: str, name: str, value: Any, options: Any, lines: list[str]
) -> None:
    if what in ("data", "type"):
        lines[:] = VALUES.get(name.rpartition(".")[2], [])
    elif lines[:1] and lines[0].startswith("Alias for field number"):
        lines[:] = []  # what Python says of the fields of a named tuple


VALUES = below_a_value()


def setup(app: Sphinx) -> None:
    app.connect("missing-reference", public_name)
    app.connect("autodoc-process-docstring", docstring_of_value)
