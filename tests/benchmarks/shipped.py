"""The shipped knowledge base: starting, recommending, asking, and batches, each beside something to compare it with."""

from __future__ import annotations

import csv
import gc
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

import yaml

from advisor.interview.interview import Interview
from advisor.interview.records.opening import started
from advisor.interview.what_next.next_question import Wishes
from advisor.model.case import UNKNOWN
from advisor.model.knowledge import KnowledgeBase
from advisor.model.questions import Question, QuestionKind
from advisor.reader import read_knowledge_base
from advisor.reader.batches.rows import empty_frame
from advisor.render.text.interview import question_text
from advisor.shipped import shipped_kb
from tests.benchmarks.measure import interleaved, milliseconds, quantile, ratio, table
from tests.differential.test_shipped import draw

CASE = "collaboration/worked-sixty-forty.yaml"
INTERVIEWS = 30
BLOCK = 1000


PARTS = ("start", "load", "interview", "batch")


def report(wanted: Sequence[str], rounds: int, rows: int) -> str:
    """The figures of the wanted parts, each with its goal where there is one."""
    kb = read_knowledge_base(shipped_kb())
    parts: dict[str, Callable[[], Iterator[list[str]]]] = {
        "start": lambda: _starts(rounds),
        "load": lambda: _load(rounds),
        "interview": lambda: _interviews(kb, max(3, rounds // 2)),
        "batch": lambda: _batches(kb, rows),
    }
    lines = [line for name, part in parts.items() if name in wanted for line in part()]
    return table(["", "goal", "measured"], lines)


def child(command: Sequence[str], ends_with: Sequence[int] = (0, 3)) -> tuple[float, int]:
    """The processor time in seconds and the peak memory in kB of one process and its children.

    It keeps compiled modules, as an installed program does, and its own state in a folder that is thrown away.
    """
    wrapper = (
        "import resource, subprocess, sys\n"
        "quiet = {'stdin': subprocess.DEVNULL, 'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL}\n"
        "done = subprocess.run(sys.argv[1:], **quiet)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss, done.returncode)\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        around = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        done = subprocess.run(
            [sys.executable, "-c", wrapper, *command],
            capture_output=True,
            text=True,
            check=True,
            env={**around, "XDG_STATE_HOME": folder},
        )
    seconds, peak, status = done.stdout.split()
    if int(status) not in ends_with:
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    return float(seconds), int(peak)


def _starts(rounds: int) -> Iterator[list[str]]:
    """Processes from the beginning: the program beside an import of click alone."""
    advisor = [sys.executable, "-m", "advisor"]
    click = "python -c 'import click'"
    commands = {
        click: [sys.executable, "-c", "import click"],
        "advisor --version": [*advisor, "--version"],
        "advisor --help": [*advisor, "--help"],
        "advisor recommend": [*advisor, "recommend", CASE],
        "advisor consult, to the first question": [*advisor, "consult", "collaboration"],
    }
    # Where nobody types an answer, an interview ends at its first question, with status 4.
    found: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            seconds, _ = child(command, ends_with=(0, 3, 4))
            # The first turn compiles the modules.
            found[name] += [seconds] * (turn > 0)
    took = {name: median(times) for name, times in found.items()}
    yield [f"{click}, ms", "", milliseconds(took[click])]
    for name in ("advisor --version", "advisor --help"):
        yield [f"{name}, times that", "", ratio(took[name] / took[click])]
    for name in ("advisor recommend", "advisor consult, to the first question"):
        goal = "under 500" if name == "advisor recommend" else ""
        shown = f"{milliseconds(took[name])} ({ratio(took[name] / took[click])} times)"
        yield [f"{name}, ms, and times that", goal, shown]


def _load(rounds: int) -> Iterator[list[str]]:
    """Reading and checking the knowledge base, beside PyYAML's own parse of the same files."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(shipped_kb().rglob("*.yaml"))]
    took = interleaved(
        {
            "parse": lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in texts],
            "read": lambda: read_knowledge_base(shipped_kb()),
        },
        rounds,
    )
    yield ["PyYAML's CSafeLoader on the same files, ms", "", milliseconds(took["parse"])]
    yield [
        "reading and checking the knowledge base, times that",
        "at most 2",
        ratio(took["read"] / took["parse"]),
    ]


def _interviews(kb: KnowledgeBase, rounds: int) -> Iterator[list[str]]:
    """Random interviews about each decision alone and about all: to the first question, and from answer to next question.

    Each is held several times; the median of its times stands for a step, so that what disturbs one does not count.
    """
    for decisions in [*((d,) for d in kb.decisions), tuple(kb.decisions)]:
        named = decisions[0] if len(decisions) == 1 else "all decisions"
        firsts: list[float] = []
        nexts: list[float] = []
        for seed in range(INTERVIEWS):
            held = [_interview(kb, decisions, seed) for _ in range(rounds)]
            first, *following = (median(times) for times in zip(*held, strict=True))
            firsts.append(first)
            nexts += following
        yield [f"first question, {named}, ms", "", milliseconds(median(firsts))]
        shown = f"{milliseconds(median(nexts))} / {milliseconds(quantile(nexts, 0.99))}"
        goal = "99th under 16"
        yield [f"answer to next question, {named}, {len(nexts)} of them, ms: median / 99th", goal, shown]


def _interview(kb: KnowledgeBase, decisions: tuple[str, ...], seed: int) -> list[float]:
    """Processor time from the knowledge base to the first question, and from each answer to the next question, with
    every answer on the disk and the words that the question is put in.
    """
    rnd = random.Random(seed)
    taken: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        case = replace(empty_frame(), profile=kb.default_profile, title="measured", decisions=decisions)
        gc.collect()
        before = time.process_time()
        log = started(kb, case, decisions, str(Path(folder) / "measured.session"))
        interview = Interview(kb, log, Wishes(), dict)
        following = _shown(interview)
        taken.append(time.process_time() - before)
        while following is not None:
            question = kb.questions[following]
            answer = UNKNOWN if rnd.random() < 0.1 else draw(rnd, question)
            before = time.process_time()
            interview.answer(question.id, answer, "")
            following = _shown(interview)
            taken.append(time.process_time() - before)
        log.close()
    return taken


def _shown(interview: Interview) -> str | None:
    """The next question, with its text as it is put; None where there is none."""
    following = interview.agenda().following
    if following is None:
        return None
    question_text(interview.kb.questions[following.question], interview.wording())
    return following.question


def _batches(kb: KnowledgeBase, rows: int) -> Iterator[list[str]]:
    """Batches of random rows, known throughout and with gaps; time by rows, and whether memory grows with them."""
    with tempfile.TemporaryDirectory() as folder:
        peaks = {}
        for gaps, count in ((0.0, rows), (0.05, rows), (0.0, 10 * rows)):
            path = Path(folder) / "cases.csv"
            _write_cases(kb, path, count, gaps)
            seconds, peak = child(
                [sys.executable, "-m", "advisor", "batch", str(path), "-o", f"{path}.results.csv"]
            )
            what = "with 5% of cells blank" if gaps else "with every cell filled"
            yield [
                f"batch of {count:,} rows {what}, all decisions, rows a second",
                "",
                f"{count / seconds:,.0f}",
            ]
            peaks[gaps, count] = peak
        yield [f"memory of a batch of {rows:,} rows, MB", "", f"{peaks[0.0, rows] / 1024:.0f}"]
        grown = peaks[0.0, 10 * rows] / peaks[0.0, rows]
        yield [f"memory of a batch of {10 * rows:,} rows, times that", "at most 1.5", ratio(grown)]


def _write_cases(kb: KnowledgeBase, path: Path, count: int, gaps: float) -> None:
    """A CSV of random cases, the same in every run."""
    rnd = random.Random(5)
    fields = [
        (question, item)
        for question in kb.questions.values()
        if question.kind is not QuestionKind.TABLE
        for item in (question.items or {"": ""})
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *(f"{q.id}.{item}" if item else q.id for q, item in fields)])
        for start in range(0, count, BLOCK):
            size = min(BLOCK, count - start)
            columns = [_cells(rnd, question, size, gaps) for question, _ in fields]
            writer.writerows(zip((f"case-{start + n}" for n in range(size)), *columns, strict=True))


def _cells(rnd: random.Random, question: Question, count: int, gaps: float) -> list[str]:
    """One column of so many rows, each cell blank with the probability `gaps`."""
    match question.kind:
        case QuestionKind.YES_NO:
            cells = rnd.choices(("yes", "no"), k=count)
        case QuestionKind.CHOICE:
            cells = rnd.choices(list(question.values), k=count)
        case QuestionKind.SCALE | QuestionKind.RATINGS:
            cells = rnd.choices("0123", k=count)
        case QuestionKind.APPLIES:
            cells = rnd.choices(("yes", "partly", "no"), k=count)
        case QuestionKind.MULTI:
            several = (";".join(v for v in question.values if rnd.random() < 0.4) for _ in range(count))
            cells = [text or "none" for text in several]
        case QuestionKind.NUMBER:
            unit, most = (1_000_000, 300) if question.unit == "GBP" else (1, 12)
            cells = [str(unit * n) for n in rnd.choices(range(1, most + 1), k=count)]
        case _:
            cells = ["one;two"] * count
    return [cell if rnd.random() >= gaps else "" for cell in cells] if gaps else cells
