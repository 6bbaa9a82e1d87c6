"""How long explanations take beyond start-up: python -m tests.benchmarks.explanations. Prints a table of medians and more.

Every question is put to a case that is read and settled already, and that nothing was asked of before, and is answered as
far as a text tells it. Figures are milliseconds of processor time. On generated rules IDP-Z3 is asked for the fewest
changes as well, where it is installed, and must find the same number.
"""

from __future__ import annotations

import gc
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from importlib.util import find_spec
from math import inf
from typing import Any

from advisor.explanation.counterfactual import MOST_TOLD
from advisor.explanation.parts import parts
from advisor.explanation.why import why_option
from advisor.explanation.why_not import why_not
from advisor.inquiry.answer_ranges import AnswerRanges
from advisor.inquiry.change_to import change_part, is_sole
from advisor.inquiry.contrast import contrast
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.setting_ranges import SettingRanges
from advisor.model.case import Case
from advisor.model.knowledge import KnowledgeBase
from advisor.reader import read_case, read_knowledge_base
from advisor.shipped import shipped_kb, shipped_scenarios
from tests.benchmarks.rule_base import Answers, draw_cases, generate, knowledge_base

EVERY, TURNS = 8, 3
RULES, CASES = 150, 4
GOALS = {"why": 20, "why-not": 20, "change-to": 50, "contrast": 50, "range": 5}
Taken = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Question:
    """A question to be timed, by kind: an inquirer is made ready for it, asked."""

    kind: str
    prepare: Callable[[], Inquirer]
    act: Callable[[Inquirer], object]

    def timed(self) -> tuple[float, Any]:
        """The milliseconds that the question takes, and its answer."""
        inquirer = self.prepare()
        gc.collect()
        start = time.process_time()
        found = self.act(inquirer)
        return (time.process_time() - start) * 1000, found


def taken_by(questions: Iterable[Question]) -> Taken:
    """The time of each question by kind: the best of a few turns, one after the other through all of the questions.

    What is slow about a question comes back each time; what comes and goes, for seconds on end, is the machine.
    """
    asked = list(questions)
    best = [inf] * len(asked)
    for _ in range(TURNS):
        best = [min(spent, question.timed()[0]) for spent, question in zip(best, asked, strict=True)]
    taken: Taken = defaultdict(list)
    for spent, question in zip(best, asked, strict=True):
        taken[question.kind].append(spent)
    return taken


def shipped(every: int = 1) -> Iterator[tuple[KnowledgeBase, Case]]:
    """The shipped scenarios, or one in so many."""
    kb, root = read_knowledge_base(shipped_kb()), shipped_scenarios()
    for path in sorted(root.rglob("*.yaml"))[::every]:
        yield kb, read_case(path.name, path.read_bytes(), kb)


def generated() -> Iterator[tuple[KnowledgeBase, Case]]:
    """Generated rules, and cases drawn for them."""
    base = generate(RULES)
    kb = knowledge_base(base)
    for answers in draw_cases(base, CASES):
        yield kb, case_of(answers)


def case_of(answers: Answers) -> Case:
    """Drawn answers as a case."""
    given = {q: Fraction(v) if isinstance(v, int) else v for q, v in sorted(answers.items())}
    return Case("drawn", "drawn", "plain", {}, ("models",), given, {}, {})


def every_option(cases: Iterator[tuple[KnowledgeBase, Case]]) -> Iterator[Question]:
    """Questions about every option of every decision of the cases."""
    for kb, case in cases:
        prepare = partial(Inquirer, kb, case, most_told=MOST_TOLD)
        for decision, explained in prepare().explanation.decisions.items():
            part = parts(explained)[None]
            recommended = part.verdict.recommended
            for key in part.options:
                if key in recommended:
                    yield Question("why", prepare, partial(_why, decision=decision, key=key))
                    continue
                yield Question("why-not", prepare, partial(_why_not, decision=decision, key=key))
                yield Question("change-to", prepare, partial(change_part, key=key, group=None))
                for best in recommended[:1]:
                    yield Question("contrast", prepare, partial(contrast, option=best, rival=key))


def measure_ranges(cases: Iterator[tuple[KnowledgeBase, Case]]) -> Taken:
    """One range, as a part of all that a decision has: quick, so that every case can be asked."""
    asked: list[tuple[Question, int]] = []
    for kb, case in cases:
        prepare = partial(Inquirer, kb, case)
        for decision in prepare().explanation.decisions:
            question = Question("range", prepare, partial(_ranges, decision=decision))
            count = question.timed()[1]
            asked += [(question, count)] if count else []
    taken = taken_by(question for question, _ in asked)
    shares = zip(taken["range"], asked, strict=True)
    return {"range": [spent / count for spent, (_, count) in shares]}


def plain_loop() -> float:
    """Milliseconds that a loop takes which is always the same: by it the figures of two machines, or hours, are compared."""
    times = []
    for _ in range(50):
        start, counts = time.process_time(), dict[int, int]()
        for number in range(4000):
            counts[number % 97] = counts.get(number % 89, 0) + number
        times.append((time.process_time() - start) * 1000)
    return min(times)


def _why(inquirer: Inquirer, decision: str, key: str) -> object:
    return why_option(parts(inquirer.explanation.decisions[decision])[None], key)


def _why_not(inquirer: Inquirer, decision: str, key: str) -> object:
    return why_not(parts(inquirer.explanation.decisions[decision])[None], key)


def _ranges(inquirer: Inquirer, decision: str) -> int:
    """How many ranges of answers and settings a part has; all are worked out."""
    answers = len(AnswerRanges(inquirer, decision, None).given())
    return answers + sum(1 for _ in SettingRanges(inquirer, decision, None).all())


def beside_idp() -> Taken:
    """The fewest changes for each model: ours, and what IDP-Z3 takes. Raises `AssertionError` where the two disagree."""
    from tests.benchmarks.idp import FewestChanges

    taken: Taken = defaultdict(list)
    base = generate(RULES)
    kb = knowledge_base(base)
    for answers in draw_cases(base, 1):
        other = FewestChanges(base, answers)
        prepare = partial(Inquirer, kb, case_of(answers))
        for model in base.models:
            key = f"models.{model}"
            ours_asked = Question("change-to", prepare, partial(change_part, key=key, group=None))
            turns = [ours_asked.timed() for _ in range(TURNS)]
            found = turns[0][1]
            taken["change-to, every smallest set"].append(min(spent for spent, _ in turns))
            start = time.process_time()
            fewest = other.of(model)
            taken["IDP-Z3, one smallest set"].append((time.process_time() - start) * 1000)
            ours = None if found.beside or not found.sets else len(found.sets[0])
            already = is_sole(prepare().part("models", None).verdict, key)
            assert fewest == (0 if already else ours), (model, fewest, ours)
    return taken


def at(values: list[float], part: float) -> float:
    """The value below which that part of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def show(title: str, taken: Taken) -> None:
    """One table."""
    sys.stdout.write(f"\n{title} (a plain loop takes {plain_loop():.2f} ms)\n\n")
    sys.stdout.write("| | n | median ms | 95% ms | most ms | goal at 95% |\n|---|---|---|---|---|---|\n")
    for name, values in taken.items():
        figures = " | ".join(f"{at(values, part):.1f}" for part in (0.5, 0.95, 1))
        sys.stdout.write(f"| {name} | {len(values)} | {figures} | {GOALS.get(name, '')} |\n")


def main() -> None:
    """Print the tables."""
    # As the command itself does.
    gc.set_threshold(50_000)
    asked = taken_by(every_option(shipped(EVERY)))
    show("The shipped knowledge base", {**asked, **measure_ranges(shipped())})
    asked = taken_by(every_option(generated()))
    show(f"{RULES} generated rules", {**asked, **measure_ranges(generated())})
    if find_spec("idp_engine"):
        show("The fewest changes, beside IDP-Z3 (once it has read the rules and the case)", beside_idp())
    else:
        sys.stdout.write("\nIDP-Z3 is not installed: pip install idp-engine\n")


if __name__ == "__main__":
    main()
