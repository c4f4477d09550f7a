"""How often each kind of cell stands in each place, in thousandths.

Written by training/count_cells.py.
"""

HEADER = (2, 78, 16, 8, 3, 11, 16, 4, 13, 6, 2, 49, 552, 185, 33, 14, 4, 7)
"""In a header row of three cells or more."""

FIRST = (31, 260, 94, 37, 103, 21, 47, 7, 2, 6, 2, 20, 88, 181, 50, 25, 19, 8)
"""In the first column of three or more."""

BODY = (15, 165, 27, 51, 38, 76, 41, 19, 16, 23, 2, 26, 113, 250, 63, 36, 18, 21)
"""In the other columns."""

LABELS = (6, 2, 28, 2, 2, 14, 14, 2, 3, 2, 34, 11, 435, 370, 30, 45, 7, 2)
"""In the first column of two."""

VALUES = (53, 75, 26, 44, 3, 45, 80, 9, 2, 14, 2, 11, 144, 265, 56, 77, 48, 50)
"""In the second column of two."""
