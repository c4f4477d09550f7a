"""A node of each class."""

from __future__ import annotations

import pytest

from tests.strategies import one_of_each

ONE_OF_EACH = one_of_each()

each_class = pytest.mark.parametrize("node", ONE_OF_EACH, ids=lambda node: type(node).__name__)
