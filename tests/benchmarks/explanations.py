"""How long explanations take beyond start-up: python tests/benchmarks/explanations.py. Prints medians and 95th percentiles.

Every question is put to a case that is read and settled already. Figures are milliseconds of processor time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial

from advisor.explanation.parts import parts
from advisor.explanation.why import why_option
from advisor.explanation.why_not import why_not
from advisor.inquiry.answer_ranges import AnswerRanges
from advisor.inquiry.change_to import change_part
from advisor.inquiry.contrast import contrast
from advisor.inquiry.inquirer import Inquirer
from advisor.reader import read_case, read_knowledge_base
from advisor.shipped import shipped_kb, shipped_scenarios

EVERY = 6
GOALS = {"why": 20, "why-not": 20, "change-to": 50, "contrast": 50}


def measure() -> dict[str, list[float]]:
    """Every sixth shipped scenario; every option of every decision of it."""
    kb, root = read_knowledge_base(shipped_kb()), shipped_scenarios()
    taken: dict[str, list[float]] = {
        "why": [],
        "why-not": [],
        "change-to": [],
        "contrast": [],
        "all ranges of a part": [],
    }

    def timed(name: str, act: Callable[[], object]) -> None:
        start = time.process_time()
        act()
        taken[name].append((time.process_time() - start) * 1000)

    for path in sorted(root.rglob("*.yaml"))[::EVERY]:
        case = read_case(path.name, path.read_bytes(), kb)
        inquirer = Inquirer(kb, case)
        for decision in inquirer.explanation.decisions:
            part = parts(inquirer.explanation.decisions[decision])[None]
            for key in part.options:
                if key in part.verdict.recommended:
                    timed("why", partial(why_option, part, key))
                    continue
                timed("why-not", partial(why_not, part, key))
                fresh = Inquirer(kb, case, inquirer.explanation)
                assert fresh.program is not None
                timed("change-to", partial(change_part, fresh, key, None))
                for best in part.verdict.recommended[:1]:
                    timed("contrast", partial(contrast, inquirer, best, key))
            timed(
                "all ranges of a part",
                partial(ranges, inquirer, decision),
            )
    return taken


def ranges(inquirer: Inquirer, decision: str) -> None:
    """Work out the range of every answer that is given."""
    for _ in AnswerRanges(inquirer, decision, None).given():
        pass


def at(values: Sequence[float], part: float) -> float:
    """The value below which that part of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def main() -> None:
    """Print one line a question."""
    for name, values in measure().items():
        goal = f"   goal at 95%: {GOALS[name]}" if name in GOALS else ""
        line = (
            f"{name:22} n={len(values):4}  median {at(values, 0.5):7.1f}  95% {at(values, 0.95):7.1f}{goal}"
        )
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
