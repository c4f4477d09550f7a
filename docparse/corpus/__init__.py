"""Whole corpora: files of many texts in, shards of structure out, on all cores of a machine.

    inputs ──► parts ──► pool ══ worker: records ──► docparse.arrow ──► shards
                          │
                          ▼
                        output: what is done, under its final name

``run`` ties them together. The parent process only schedules:
a worker gets a part of a file, reads it and writes its shard under a temporary name; the parent,
which alone holds the lock, gives the shard its name and records that the part is done.
"""
