"""``make attack``: hostile input for docparse and its peers, and one table of what happened.

``inputs`` has the hostile texts, ``places`` where in an article they stand, ``contenders`` who
has to read and write them, ``judge`` what may not come of it, ``readers`` what others make of our
Markdown; ``campaign`` puts these together
and ``__main__`` prints the table. docparse's rows have to be zero.
"""
