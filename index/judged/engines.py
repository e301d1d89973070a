#!/usr/bin/env python3
"""waypost beside plain tantivy and SQLite's FTS5: same texts, same queries, one run. Standard library only.

usage: python3 index/judged/engines.py [LANG]

Prints one Markdown table for the judged queries of one language (en where none is named). The figures are those
of score.py beside this file. The texts are what `examples/plain_tantivy.rs --dump` prints. FTS5 stems with porter,
ranks with bm25(), and gets each word of a query in quotes, joined by OR; "FTS5 prefix" takes the last word as the
start of a word, as waypost does.
"""
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # the folder holds what is in git, and nothing else
import score  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
QUERIES = HERE / "dev.jsonl"
TAGS = ("typo", "prefix")
METRICS = ("nDCG@10", "success@1", "Recall@5")
DEPTH = 10


def cargo(*args):
    """What a program of this checkout prints."""
    command = ["cargo", "run", "--release", "--quiet", *args]
    return subprocess.run(command, cwd=HERE, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def run_of(output):
    return {line["id"]: line["results"] for line in map(json.loads, output.splitlines())}


def engines(queries):
    """Each engine's name with its run: query id to record ids, best first."""
    with tempfile.TemporaryDirectory() as folder:
        batch = pathlib.Path(folder, "queries.jsonl")
        batch.write_text("".join(json.dumps(q) + "\n" for q in queries.values()), encoding="utf-8")
        # An index of its own: the one in the checkout may be in use, or be replaced meanwhile.
        waypost = cargo("--", "search", "--batch", str(batch), "--limit", str(DEPTH), "--index", f"{folder}/index")
        plain = cargo("--example", "plain_tantivy", "--", str(batch))
    texts = [json.loads(line) for line in cargo("--example", "plain_tantivy", "--", "--dump").splitlines()]
    database = fts5(texts)
    return {
        "waypost": run_of(waypost),
        "tantivy": run_of(plain),
        "FTS5": {i: ask(database, match(q["query"])) for i, q in queries.items()},
        "FTS5 prefix": {i: ask(database, match(q["query"], "*")) for i, q in queries.items()},
    }


def fts5(texts):
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, text, tokenize='porter unicode61')")
    database.executemany("INSERT INTO texts VALUES (:id, :text)", texts)
    return database


def match(query, end=""):
    """A query in FTS5's syntax that cannot be misread: nothing but quoted words."""
    words = [word.replace('"', " ") for word in query.split() if any(c.isalnum() for c in word)]
    return " OR ".join(f'"{word}"' for word in words) + (end if words else "")


def ask(database, expression):
    if not expression:
        return []
    found = database.execute("SELECT id FROM texts WHERE texts MATCH ? ORDER BY bm25(texts), rowid", (expression,))
    # A record in two languages is two texts; the better one counts.
    return list(dict.fromkeys(id for (id,) in found))[:DEPTH]


def groups(queries):
    kinds = score.grouped(queries, lambda q: [q["kind"]])
    tags = score.grouped(queries, lambda q: [f"tag {tag}" for tag in q["tags"] if tag in TAGS])
    return {"all": list(queries), **kinds, **tags}


def table(queries, runs):
    """Rows of groups, columns of engines by metric."""
    columns = [(metric, name) for metric in METRICS for name in runs]
    print("| queries | n |", " | ".join(f"{metric} {name}" for metric, name in columns), "|")
    print("|---" + "|--:" * (len(columns) + 1) + "|")
    figures = {name: {i: score.score(q["relevant"], run.get(i, [])) for i, q in queries.items()}
               for name, run in runs.items()}
    for group, ids in groups(queries).items():
        def mean(metric, name):
            at = score.METRICS.index(metric)
            return sum(figures[name][i][at] for i in ids) / len(ids)
        print(f"| {group} | {len(ids)} |", " | ".join(f"{mean(*column):.3f}" for column in columns), "|")


def main():
    lang = sys.argv[1] if len(sys.argv) > 1 else "en"
    queries = {i: q for i, q in score.read_queries(QUERIES).items() if q["lang"] == lang}
    if not queries:
        sys.exit(f"engines.py: {QUERIES.name} has no query in {lang}.")
    table(queries, engines(queries))


if __name__ == "__main__":
    main()
