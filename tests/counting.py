"""Packages with every operation counted, the length of what it searches or copies included.

``str.find``, a slice, ``in``, a join or a regular expression is one bytecode instruction however
long the text. So the source of a package is rewritten as it is imported: each call, slice,
comparison, sum and turn of a loop in its functions goes through a function of this module, which
does the same and adds to :attr:`Work.done` what that costs: one for itself, and one for each
character or element that is looked at or copied. What costs the same whatever it is given, such as
``len``, is left as it is.

What stays unseen: what C code does of its own accord, such as a hash, and how far a regular
expression looks that does not match where it is asked to. For these there is the clock.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from contextlib import contextmanager
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from itertools import zip_longest
from pathlib import Path
from types import BuiltinMethodType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any, Final


class _Work:
    __slots__ = ("done",)

    def __init__(self) -> None:
        self.done = 0


Work: Final = _Work()
"""What was done so far by the code that is counted. A class would be slower to write to."""


# ------------------------------------------------------------------------------ what things cost


def _window(text: Sized, bounds: Sequence[Any]) -> tuple[int, int]:
    start, end, _ = slice(*(*bounds, None, None)[:2]).indices(len(text))
    return start, max(start, end)


def _sought(text: Sized, args: Sequence[Any], found: int) -> int:
    start, end = _window(text, args[1:])
    return found - start if found >= 0 else end - start


def _sought_back(text: Sized, args: Sequence[Any], found: int) -> int:
    start, end = _window(text, args[1:])
    return end - found if found >= 0 else end - start


def _within(text: Sized, args: Sequence[Any], result: object) -> int:
    start, end = _window(text, args[1:])
    return end - start


def _whole(owner: Sized, args: Sequence[Any], result: object) -> int:
    return len(owner)


def _copied(owner: object, args: Sequence[Any], result: Any) -> int:
    return 0 if result is owner else len(result)


def _changed(owner: Any, args: Sequence[Any], result: Any) -> int:
    """A text without its ends, or with something replaced; one that stays as it is costs little."""
    return 0 if result is owner else max(len(owner), len(result))


def _prefix(owner: object, args: Sequence[Any], result: object) -> int:
    return len(args[0]) if args and isinstance(args[0], (str, bytes)) else 1


def _behind(owner: Sized, args: Sequence[Any], result: object) -> int:
    """What moves when an element is put in or taken out at a place."""
    place = args[0] if args else -1
    return len(owner) - place if place >= 0 else min(len(owner), -place)


def _added(owner: object, args: Sequence[Any], result: object) -> int:
    return len(args[0]) if args and isinstance(args[0], Sized) else 1


Cost = Callable[[Any, Sequence[Any], Any], int]

_TEXT: Final[dict[str, Cost]] = {
    **dict.fromkeys(("find", "index"), _sought),
    **dict.fromkeys(("rfind", "rindex"), _sought_back),
    "count": _within,
    **dict.fromkeys(("startswith", "endswith"), _prefix),
    **dict.fromkeys(("strip", "lstrip", "rstrip", "replace", "translate"), _changed),
    **dict.fromkeys(("removeprefix", "removesuffix"), _changed),
    **dict.fromkeys(("lower", "upper", "casefold", "title", "capitalize", "swapcase"), _changed),
    **dict.fromkeys(("split", "rsplit", "splitlines", "partition", "rpartition"), _whole),
    **dict.fromkeys(("encode", "decode", "expandtabs", "isprintable", "isspace"), _whole),
    **dict.fromkeys(("join", "format", "zfill", "ljust", "rjust", "center"), _copied),
}
_LIST: Final[dict[str, Cost]] = {
    "index": _sought,
    **dict.fromkeys(("count", "remove", "sort", "reverse", "copy"), _whole),
    **dict.fromkeys(("insert", "pop"), _behind),
    "extend": _added,
}
_SET: Final[dict[str, Cost]] = {
    "copy": _whole,
    **dict.fromkeys(("update", "union", "isdisjoint", "issubset"), _added),
}


def _searched(pattern: Any, args: Sequence[Any], match: re.Match[str] | None) -> int:
    start, end = _window(args[0], args[1:])
    return (match.end() if match else end) - start


def _matched(pattern: Any, args: Sequence[Any], match: re.Match[str] | None) -> int:
    return match.end() - match.start() if match else 0


def _all_of_it(pattern: Any, args: Sequence[Any], result: object) -> int:
    return max((len(arg) for arg in args if isinstance(arg, (str, bytes))), default=0)


_PATTERN: Final[dict[str, Cost]] = {
    "search": _searched,
    **dict.fromkeys(("match", "fullmatch"), _matched),
    **dict.fromkeys(("sub", "subn", "split", "findall"), _all_of_it),
}
_METHODS: Final[dict[type, dict[str, Cost]]] = {
    str: _TEXT,
    bytes: _TEXT,
    list: _LIST,
    tuple: _LIST,
    dict: _SET,
    set: _SET,
    frozenset: _SET,
    re.Pattern: _PATTERN,
}
_BUILT: Final = frozenset((list, tuple, set, frozenset, dict, sorted, deque, Counter))
"""What makes a collection as long as what it is given."""
_CONSUMING: Final = frozenset((sum, max, min, any, all))
_COPIED: Final = (str, bytes, list, tuple)
_MADE: Final = (*_COPIED, set, frozenset, dict)


def _length(value: object) -> int:
    return len(value) if isinstance(value, _COPIED) else 0


# ------------------------------------------------------------- what the rewritten code goes through


def _call(function: Any, /, *args: Any, **options: Any) -> Any:
    Work.done += 1
    kind = type(function)
    if kind is FunctionType or kind is MethodType:  # what it does is counted where it does it
        return function(*args, **options)
    if isinstance(function, BuiltinMethodType):
        owner = function.__self__
        costs = _METHODS.get(type(owner))
        if costs is not None:
            result = function(*args, **options)
            cost = costs.get(function.__name__)
            if cost is not None:
                Work.done += cost(owner, args, result)
            elif isinstance(owner, re.Pattern) and function.__name__ == "finditer":
                return _matches(result, *_window(args[0], args[1:]))
            return result
    if function in _CONSUMING and len(args) == 1:
        args = (_turns(args[0]),)
    elif function is map:
        args = (_counted_function(args[0]), *args[1:])
    elif (function is zip or function is zip_longest) and len(args) > 3:
        return _wide_turns(function(*args, **options), len(args))
    result = function(*args, **options)
    if function in _BUILT:
        Work.done += len(result)
    elif function is str or function is repr:
        Work.done += 0 if args and args[0] is result else len(result)
    return result


def _counted_function(function: Any) -> Any:
    """Return ``function`` so that C code that calls it is counted."""
    if isinstance(function, type(str.find)):  # a method without its object, such as str.strip
        name = function.__name__
        return lambda owner, *args: _call(getattr(owner, name), *args)
    if hasattr(function, "__code__") or isinstance(function, type):
        return function
    return lambda *args: _call(function, *args)


def _turns(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        Work.done += 1
        yield value


def _wide_turns(values: Iterable[Any], width: int) -> Iterator[Any]:
    for value in values:
        Work.done += width
        yield value


def _matches(found: Iterator[re.Match[str]], at: int, end: int) -> Iterator[re.Match[str]]:
    for match in found:
        Work.done += 1 + match.end() - at
        at = match.end()
        yield match
    Work.done += end - at


def _slice(owner: Any, bounds: slice, /) -> Any:
    result = owner[bounds]
    Work.done += 1 if result is owner else 1 + _length(result)
    return result


def _contains(value: Any, owner: Any, /) -> bool:
    Work.done += 1
    result = value in owner
    if isinstance(owner, _COPIED):
        Work.done += owner.index(value) if result else len(owner)
    return result


def _misses(value: Any, owner: Any, /) -> bool:
    return not _contains(value, owner)


def _alike(left: Any, right: Any) -> None:
    Work.done += 1
    if left is not right and isinstance(left, _COPIED) and type(left) is type(right):
        Work.done += len(left) if len(left) == len(right) else 0


def _equal(left: Any, right: Any, /) -> Any:
    _alike(left, right)
    return left == right


def _unequal(left: Any, right: Any, /) -> Any:
    _alike(left, right)
    return left != right


def _made(result: Any, /) -> Any:
    """Count what was just put together: a sum, a format, a list with others in it."""
    Work.done += 1 + (len(result) if isinstance(result, _MADE) else 0)
    return result


def _grown(left: Any, right: Any, /) -> Any:
    """A list is made longer in place, and by CPython so is a text in a local variable."""
    result = left
    result += right
    is_longer = isinstance(left, (list, str))
    Work.done += 1 + _length(right if is_longer else result)
    return result


def _turn() -> None:
    Work.done += 1


_FUNCTIONS: Final = {
    f"_counted{function.__name__}": function
    for function in (
        *(_call, _turns, _slice, _contains, _misses, _equal, _unequal, _made, _grown, _turn),
    )
}


# ------------------------------------------------------------------------------ the rewritten code


def _through(function: Callable[..., Any], *args: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(f"_counted{function.__name__}", ast.Load()), list(args), [])


_COMPARISONS: Final[dict[type[ast.cmpop], Callable[..., Any]]] = {
    ast.In: _contains,
    ast.NotIn: _misses,
    ast.Eq: _equal,
    ast.NotEq: _unequal,
}
_MAKING: Final = (ast.Add, ast.Mult, ast.Mod, ast.BitOr, ast.BitAnd, ast.Sub)
"""What makes a text or a collection of others."""
_LEFT_ALONE: Final = frozenset(("super", "locals", "globals", "vars", "eval", "exec"))
"""What looks at the frame that calls it."""
_CHEAP: Final = frozenset(
    (
        *("len", "isinstance", "issubclass", "type", "range", "enumerate", "iter", "next"),
        *("int", "bool", "ord", "chr", "abs", "id", "getattr", "hasattr", "callable", "reversed"),
        *("append", "add", "get", "setdefault", "items", "keys", "values"),
        *("start", "end", "span", "group"),
    )
)
"""What takes the same time whatever it is given, or was counted where it comes from."""


class _Outside(ast.NodeTransformer):
    """Leaves modules and classes as they are, and rewrites the functions in them."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        inside = _Inside()
        node.body = [inside.visit(statement) for statement in node.body]
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        node.body = _Inside().visit(node.body)
        return node


class _Inside(_Outside):
    """Rewrites the body of a function."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in _CHEAP | _LEFT_ALONE:
            return node
        if isinstance(node.func, ast.Attribute) and node.func.attr in _CHEAP:
            return node
        call = _through(_call, node.func, *node.args)
        call.keywords = node.keywords
        return call

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        place = node.slice
        if not isinstance(node.ctx, ast.Load) or not isinstance(place, ast.Slice):
            return node
        nothing = ast.Constant(None)
        bounds = [part or nothing for part in (place.lower, place.upper, place.step)]
        cut = ast.Call(ast.Name("slice", ast.Load()), bounds, [])
        return _through(_slice, node.value, cut)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        function = _COMPARISONS.get(type(node.ops[0])) if len(node.ops) == 1 else None
        right = node.comparators[0]
        if function is None or isinstance(right, (ast.Constant, ast.Tuple)):
            return node
        return _through(function, node.left, right)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        is_number = isinstance(node.right, ast.Constant) and isinstance(node.right.value, int)
        if is_number or not isinstance(node.op, _MAKING):
            return node
        return _through(_made, node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        if not (isinstance(node.op, ast.Add) and isinstance(node.target, ast.Name)):
            return node
        before = ast.Name(node.target.id, ast.Load())
        return ast.Assign([node.target], _through(_grown, before, node.value))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                value.value = self.visit(value.value)
        return _through(_made, node)

    def visit_List(self, node: ast.List) -> ast.AST:
        return self._display(node)

    def visit_Tuple(self, node: ast.Tuple) -> ast.AST:
        return self._display(node)

    def _display(self, node: ast.List | ast.Tuple) -> ast.AST:
        self.generic_visit(node)
        copies = isinstance(node.ctx, ast.Load) and any(
            isinstance(part, ast.Starred) for part in node.elts
        )
        return _through(_made, node) if copies else node

    def visit_For(self, node: ast.For) -> ast.AST:
        self.generic_visit(node)
        node.iter = _through(_turns, node.iter)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        node.iter = _through(_turns, node.iter)
        return node

    def visit_While(self, node: ast.While) -> ast.AST:
        self.generic_visit(node)
        node.body.insert(0, ast.Expr(_through(_turn)))
        return node


class _Loader(SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        tree = _Outside().visit(ast.parse(self.get_data(path), path))
        return compile(ast.fix_missing_locations(tree), path, "exec")

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__.update(_FUNCTIONS)
        super().exec_module(module)


# ---------------------------------------------------------------------------- counting in a process


class Counted(MetaPathFinder):
    """Second copies of some packages, whose work is counted, beside the ones that are imported."""

    def __init__(self, *packages: str) -> None:
        self.packages = packages
        self.modules: dict[str, ModuleType] = {}

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if not self.holds(name):
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is None or spec.origin is None:
            return spec
        # In a compiled build an extension module is found first; its source stands beside it.
        origin = Path(spec.origin)
        source = str(origin.with_name(f"{origin.name.partition('.')[0]}.py"))
        return spec_from_file_location(
            name,
            source,
            loader=_Loader(name, source),
            submodule_search_locations=spec.submodule_search_locations,
        )

    def holds(self, name: str) -> bool:
        return any(name == package or name.startswith(f"{package}.") for package in self.packages)

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Have every import give the copies."""
        usual = self._taken_out()
        sys.modules.update(self.modules)
        sys.meta_path.insert(0, self)
        try:
            yield
        finally:
            sys.meta_path.remove(self)
            self.modules = self._taken_out()
            sys.modules.update(usual)

    def _taken_out(self) -> dict[str, ModuleType]:
        return {name: sys.modules.pop(name) for name in list(sys.modules) if self.holds(name)}

    def load(self, name: str) -> ModuleType:
        """Return the copy of a module."""
        with self.in_place():
            return import_module(name)

    def work(self, function: Callable[[Any], object], value: Any) -> int:
        """Return how much work ``function(value)`` is for the copies; they have to be in place."""
        before = Work.done
        function(value)
        return Work.done - before
