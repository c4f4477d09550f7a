"""The article that the adapters cut, and what the pieces of it are."""

from __future__ import annotations

import docparse

ARTICLE = """\
The ferry to Skarholm sails once an hour from Monday. The town council agreed on Tuesday.
What changes on Monday
Boats leave at ten past every hour. The last one goes at 23:10.
Who pays
Island residents travel free. Everybody else pays at the gate.
Ticket | Adult | Child |
---|---|---|
Single | 4.00 | 2.00 |
Day | 9.00 | |||
Frequently Asked Questions
Question: Can I take a bicycle?
Yes, on every boat but the first.
"""
"""Its headings are bare, its table is cut where pieces are short, and it has a question."""

HTML = (
    "<h1>Ferries</h1><p>Boats sail once an hour.</p>"
    "<h2>Fares</h2><table><tr><th>Single<td>4.00</table>"
)
"""An article with a title, whose pieces have no places."""

CHUNKS = list(docparse.chunks(docparse.parse(ARTICLE), max_chars=60))
