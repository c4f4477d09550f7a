"""Spark: parse a folder of Parquet, on a cluster or here; needs pyspark and docparse-tree[corpus].

python examples/engines/spark_corpus.py INPUT OUTPUT
"""

from __future__ import annotations

import os
import sys

EMIT = ["sections", "tables", "error"]


def parse_batches(batches):
    from docparse.arrow import process_batch

    for batch in batches:
        yield process_batch(batch, emit=EMIT, keep=["id"])


def parse(spark, source, target):
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StringType, StructField, StructType

    from docparse.arrow import schema

    fields = from_arrow_schema(schema(EMIT)).fields
    result = StructType([StructField("id", StringType()), *fields])
    texts = spark.read.parquet(source).select("id", "text")
    texts.mapInArrow(parse_batches, result).write.mode("overwrite").parquet(target)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # which has docparse, as this one has
    parse(SparkSession.builder.getOrCreate(), sys.argv[1], sys.argv[2])
