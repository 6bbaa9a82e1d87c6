"""The same generated rules in every engine: first whether the answers are the same, then what each takes."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from tests.benchmarks.engines import (
    Engine,
    ExpertaAsItComes,
    OursBatch,
    OursEvaluation,
    OursInference,
    OursWithTrace,
    PlainPython,
)
from tests.benchmarks.measure import interleaved, milliseconds, ratio, table
from tests.benchmarks.rule_base import Answers, RuleBase, draw_cases, generate

CHANGES = 40
MANY = 16_384
FEW = 256
TURN = 0.5
"""Processor seconds that one engine's turn may take: one that is slow is given fewer cases and changes, but two."""


def engines() -> list[type[Engine]]:
    """Every engine that is installed, plain Python first: it is what the others are checked against."""
    found: list[type[Engine]] = [PlainPython, OursInference, OursWithTrace, OursEvaluation, ExpertaAsItComes]
    from tests.benchmarks import peers

    for module, engine in (
        ("clips", peers.Clips),
        ("zen", peers.Zen),
        ("durable", peers.Durable),
        ("clingo", peers.Clingo),
    ):
        with suppress(ImportError):
            __import__(module)
            found.append(engine)
    return found


@dataclass(slots=True)
class Measured:
    """What one engine took, in seconds (memory in MB); None where it has nothing to measure."""

    name: str
    load: float
    case: float | None = None
    add: float | None = None
    per_case: float | None = None
    memory: float | None = None


@dataclass(slots=True)
class Size:
    """One rule base with every engine that took it, and those that did not, with the reason."""

    rules: int
    found: dict[str, Measured] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def measure(count: int, rounds: int) -> Size:
    """Load a rule base into every engine, check the answers, and measure."""
    base = generate(count)
    cases = draw_cases(base, 12)
    size = Size(count)
    kinds = [kind for kind in engines() if count <= kind.most]
    size.refused = {k.name: k.left_out for k in engines() if count > k.most}
    loads = interleaved({kind.name: partial(kind, base) for kind in kinds}, 3 if count < 5_000 else 1)
    size.found = {name: Measured(name, seconds) for name, seconds in loads.items()}
    loaded = [kind(base) for kind in kinds]
    expected = [loaded[0].case(answers) for answers in cases]
    for engine in loaded:
        if [engine.case(answers) for answers in cases] != expected:
            raise SystemExit(f"{engine.name} gives other answers at {count:,} rules; nothing was measured")
    _times(size, base, loaded, cases, rounds)
    _batches(size, base, loaded, rounds)
    for name, measured in size.found.items():
        measured.memory = _memory(name, count)
    return size


def _times(size: Size, base: RuleBase, loaded: list[Engine], cases: Sequence[Answers], rounds: int) -> None:
    """One case, and one more answer of a consultation."""

    def one_case(engine: Engine) -> Callable[[], object]:
        return lambda: [engine.case(answers) for answers in cases[:4]]

    for name, seconds in interleaved({e.name: one_case(e) for e in loaded}, rounds).items():
        size.found[name].case = seconds / 4
    changes = {e.name: _changes(base, cases[0]) for e in loaded}
    found = []
    affordable = {}
    for engine in loaded:
        engine.begin(cases[0])
        before = time.process_time()
        found.append([engine.add(*change) for change in islice(changes[engine.name], 4)])
        affordable[engine.name] = _affordable((time.process_time() - before) / 4, CHANGES)
    if any(answered != found[0] for answered in found):
        raise SystemExit(f"not all engines give the same answers after changes at {size.rules:,} rules")

    def answers(engine: Engine) -> Callable[[], object]:
        name = engine.name
        return lambda: [engine.add(*change) for change in islice(changes[name], affordable[name])]

    for name, seconds in interleaved({e.name: answers(e) for e in loaded}, rounds).items():
        size.found[name].add = seconds / affordable[name]


def _affordable(seconds: float, most: int) -> int:
    """How many of something that takes so long fit into one turn."""
    return max(2, min(most, int(TURN / max(seconds, 1e-6))))


def _changes(base: RuleBase, answers: Answers) -> Iterator[tuple[str, str | int]]:
    """Answers that change one after the other, without end; none is what it was before."""
    rnd = random.Random(3)
    now = dict(answers)
    while True:
        question = rnd.choice(base.questions)
        values = [value for value in question.values or range(101) if value != now[question.id]]
        now[question.id] = rnd.choice(values)
        yield question.id, now[question.id]


def _batches(size: Size, base: RuleBase, loaded: list[Engine], rounds: int) -> None:
    """The winners of many cases: all at once by the evaluator, as many as is worth waiting for by the others."""
    many = draw_cases(base, MANY, seed=5)
    few = {
        e.name: MANY if isinstance(e, OursEvaluation) else _affordable(size.found[e.name].case or 0, FEW)
        for e in loaded
    }
    checked = [engine.cases(many[:4]) for engine in loaded]
    if any(winners != checked[0] for winners in checked):
        raise SystemExit(f"not all engines give the same winners at {size.rules:,} rules")
    work = {e.name: (lambda e=e: e.cases(many[: few[e.name]])) for e in loaded}
    for name, seconds in interleaved(work, max(3, rounds // 3)).items():
        size.found[name].per_case = seconds / few[name]
    unknowns = OursBatch(base)
    rnd = random.Random(9)
    gaps = [{q: v for q, v in answers.items() if rnd.random() < 0.98} for answers in many[:4096]]
    took = interleaved({OursBatch.name: lambda: unknowns.outcomes(gaps)}, max(3, rounds // 3))[OursBatch.name]
    size.found[OursBatch.name] = Measured(OursBatch.name, 0.0, per_case=took / len(gaps))


GROWN = """
import sys
from pathlib import Path
from tests.benchmarks.against_peers import engines
from tests.benchmarks.rule_base import draw_cases, generate
def resident():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])
name, count = sys.argv[1], int(sys.argv[2])
kind = next(kind for kind in engines() if kind.name == name)
base = generate(count)
# The first rules bring the library with them; what counts is what these rules add.
kept = kind(generate(12))
before = resident()
engine = kind(base)
engine.case(draw_cases(base, 1)[0])
print((resident() - before) / 1024)
"""


def _memory(name: str, count: int) -> float | None:
    """What loading the rules and one case add to a process of its own, in MB; only where the system says so in /proc."""
    done = subprocess.run(
        [sys.executable, "-c", GROWN, name, str(count)], capture_output=True, text=True, check=False
    )
    return float(done.stdout.split()[-1]) if done.returncode == 0 and done.stdout.split() else None


def report(size: Size) -> str:
    """A size's table, and who was left out of it."""
    rows = [
        [
            m.name,
            milliseconds(m.load) if m.case is not None else "–",
            milliseconds(m.case),
            milliseconds(m.add),
            "–" if m.per_case is None else f"{1 / m.per_case:,.0f}",
            "–" if m.memory is None else f"{m.memory:.0f}",
        ]
        for m in size.found.values()
    ]
    head = ["engine", "load ms", "one case ms", "one more answer ms", "cases a second", "memory MB"]
    refused = [f"{name} ({why})" for name, why in size.refused.items()]
    left_out = [f"Left out: {'; '.join(refused)}."] if refused else []
    return "\n\n".join([f"### {size.rules:,} rules", table(head, rows), *left_out])


def ratios(sizes: Sequence[Size]) -> str:
    """The ratios that were aimed at, as far as their sizes were measured."""
    return table(["", "goal", "measured"], list(_ratios(sizes)))


def _ratios(sizes: Sequence[Size]) -> Iterator[list[str]]:
    by_rules = {size.rules: size.found for size in sizes}
    for rules, peer, goal in ((120, "zen-engine", 30), (120, "clipspy", 200), (1200, "zen-engine", 100)):
        found = by_rules.get(rules, {})
        if peer in found and found[peer].per_case:
            times = found[peer].per_case / found[OursEvaluation.name].per_case  # type: ignore[operator]
            yield [f"batch at {rules:,} rules, times {peer}", f"at least {goal}", ratio(times)]
    small, large = by_rules.get(120, {}), by_rules.get(1200, {})
    if "clipspy" in small:
        against = small[OursInference.name].add / small["clipspy"].add  # type: ignore[operator]
        yield ["one more answer at 120 rules, against clipspy", "at most 1", ratio(against)]
    if small and large:
        growth = large[OursInference.name].add / small[OursInference.name].add  # type: ignore[operator]
        yield ["one more answer at 1,200 rules, against 120", "at most 15", ratio(growth)]
