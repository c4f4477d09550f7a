"""Whole corpora: files of many texts in, shards of structure out, on all cores of a machine.

    inputs ──► parts ──► jobs ══ worker: records ──► columns ──► shards
                          │
                          ▼
                        output: what is done, under its final name

``run`` ties them together, and ``processes`` starts the workers. The parent process only schedules:
a worker gets a part of a file, reads it and writes its shard under a temporary name; the parent,
which alone holds the lock, gives the shard its name and records that the part is done.
"""
