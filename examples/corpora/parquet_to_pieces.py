"""A folder of Parquet in, pieces for retrieval out, and once more when a file was added.

python examples/corpora/parquet_to_pieces.py FOLDER    (which is made; needs docparse-tree[corpus])
"""

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def write(path, seeds):
    rows = [
        {"id": seed.stem, "text": seed.read_text("utf-8"), "url": f"https://a.example/{seed.stem}"}
        for seed in seeds
    ]
    pq.write_table(pa.Table.from_pylist(rows), path)


def run(folder):
    command = (
        "docparse corpus {0}/in --output {0}/out --emit sections,metadata --keep url --workers 1"
    )
    options = "--max-chars 800 --overlap 100 --min-chars 200 --tables markdown"
    words = [word.format(folder) for word in f"{command} {options}".split()]
    done = subprocess.run(
        [sys.executable, "-m", *words], check=True, capture_output=True, text=True
    )
    print(*done.stdout.splitlines()[:2], sep="\n")


folder = Path(sys.argv[1] if len(sys.argv) == 2 else sys.exit(__doc__))
(folder / "in").mkdir(parents=True)
write(folder / "in" / "monday.parquet", SEEDS[:3])
run(folder)
write(folder / "in" / "tuesday.parquet", SEEDS[3:5])
run(folder)
for row in pq.read_table(folder / "out" / "shards").to_pylist():
    for piece in row["sections"][:2]:
        print(row["url"], piece["kind"], piece["lines"]["first"], " > ".join(piece["heading_path"]))
