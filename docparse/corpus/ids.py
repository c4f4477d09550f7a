"""Ids and other values of any Arrow type → values that JSON can hold."""

from __future__ import annotations

import math
from typing import Any

from docparse.columns.texts import bytes_of
from docparse.errors import required


def json_values(column: Any, what: str = "the id") -> tuple[list[object], dict[int, str]]:
    """Return the values of an Arrow array as values of JSON, and by index why some have none.

    Numbers, strings, lists and structs stay what they are. Bytes become text if they are UTF-8
    and hexadecimal digits otherwise, ids of a fixed number of bytes always digits; numbers that
    JSON does not know are ``"NaN"``, ``"Infinity"`` and ``"-Infinity"``; all else is written as
    text. A value that cannot be written, such as a date after the year 9999, is None.
    """
    column, suffix = _castable(column)
    try:
        return [json_value(value, suffix) for value in column.to_pylist()], {}
    except Exception:  # one of them fails; the loop below finds out which
        pass
    values: list[object] = []
    problems = {}
    for index, scalar in enumerate(column):
        try:
            values.append(json_value(_python_value(scalar), suffix))
        except Exception as error:
            message = str(error).split("\n")[0]
            problems[index] = f"{what}, of type {column.type}, cannot be written: {message}"
            values.append(None)
    return values, problems


def _castable(column: Any) -> tuple[Any, str]:
    """Return ``column`` as text if Python has no type for its values, and the ending of each text.

    A datetime cannot hold nanoseconds, nor a time zone that this machine does not know.
    """
    pa = required("pyarrow", "corpus")
    kind = column.type
    if pa.types.is_fixed_size_binary(kind):
        digits = [None if value is None else value.hex() for value in column.to_pylist()]
        return pa.array(digits, type=pa.string()), ""
    if getattr(kind, "unit", None) == "ns" and pa.types.is_time(kind):
        return column.cast(pa.string()), ""
    if pa.types.is_timestamp(kind) and (kind.unit == "ns" or not _is_known_zone(kind)):
        utc = column.cast(pa.timestamp(kind.unit))
        return utc.cast(pa.string()), "+00:00" if kind.tz else ""
    return column, ""


def _is_known_zone(kind: Any) -> bool:
    pa = required("pyarrow", "corpus")
    try:
        pa.scalar(0, pa.int64()).cast(kind).as_py()
    except Exception:
        return False
    return True


def _python_value(scalar: Any) -> object:
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        data = bytes_of(scalar)
        if data is None:
            raise
        return data.decode("utf-8", "replace")


def json_value(value: object, suffix: str = "") -> object:
    """Return ``value`` as JSON can hold it: bytes as text or hexadecimal digits, dates as text."""
    if isinstance(value, str):
        return value + suffix
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        if math.isfinite(value):
            return value
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return value.hex()
    if isinstance(value, dict):
        return {str(name): json_value(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return list(map(json_value, value))
    return str(value)
