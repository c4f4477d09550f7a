"""How often each kind of cell stands in each position, in thousandths.

Written by training/count_cells.py.
"""

HEADER = (2, 78, 16, 8, 3, 11, 16, 4, 13, 6, 2, 48, 549, 185, 33, 14, 4, 7, 12, 12, 12)
"""In a header row of three cells or more."""

FIRST = (31, 260, 94, 37, 103, 21, 47, 7, 2, 6, 2, 15, 86, 180, 50, 25, 19, 8, 12, 12, 12)
"""In the first column of three or more."""

BODY = (15, 165, 27, 51, 38, 76, 41, 19, 16, 23, 2, 23, 108, 246, 63, 36, 18, 21, 12, 12, 12)
"""In the other columns."""

LABELS = (6, 2, 28, 2, 2, 14, 14, 2, 3, 2, 34, 10, 434, 370, 30, 45, 7, 2, 12, 12, 12)
"""In the first column of two."""

VALUES = (53, 75, 26, 44, 3, 45, 80, 9, 2, 14, 2, 4, 135, 258, 56, 77, 48, 50, 13, 12, 12)
"""In the second column of two."""
