"""A generated rule base in; the same in the language of IDP-Z3, which is asked for the fewest changes beside us, out.

For benchmarks alone: `pip install idp-engine`, which is in the extra `bench`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.benchmarks.rule_base import Answers, BaseRule, Either, Has, Part, RuleBase, Test

_OPERATORS = {"eq": "=", "ne": "~=", "ge": ">=", "lt": "<"}


def _joined(parts: list[str], joint: str, empty: str) -> str:
    return f" {joint} ".join(f"({part})" for part in parts) or empty


class FewestChanges:
    """One rule base and one case, loaded: `of` asks for one model after another."""

    def __init__(self, base: RuleBase, answers: Answers) -> None:
        from idp_engine import IDP, Theory

        self._base = base
        self._answers = answers
        kb = IDP.from_str(
            "\n".join(["vocabulary V {", *self._vocabulary(), "}", "theory T:V {", *self._theory(), "}"])
        )
        (theory,) = kb.get_blocks("T")
        self._theory_value: Any = Theory(theory)

    def of(self, model: str) -> int | None:
        """The fewest answers that must be otherwise for a model to win alone; None where it never does."""
        asked = self._theory_value.copy()
        asked.assert_(f"wins_{model}()", True)  # noqa: PT009 - its own word for a given fact
        try:
            found = asked.optimize("changes()", minimize=True).assignments["changes()"].value
        except AssertionError:  # what it says where nothing satisfies the theory
            return None
        return int(str(found))

    def _vocabulary(self) -> Iterator[str]:
        for question in self._base.questions:
            if question.values:
                values = ", ".join(f"{question.id}_{v}" for v in question.values)
                yield f"type T_{question.id} := {{ {values} }}"
                yield f"{question.id}: () -> T_{question.id}"
            else:
                yield f"{question.id}: () -> Int"
        yield from (f"{concept}: () -> Bool" for concept in self._base.concepts())
        for model in self._base.models:
            yield f"points_{model}: () -> Int"
            yield f"out_{model}: () -> Bool"
            yield f"wins_{model}: () -> Bool"
        yield "given: () -> Bool"
        yield "changes: () -> Int"

    def _theory(self) -> Iterator[str]:
        base = self._base
        yield from (f"0 =< {q.id}() =< 100." for q in base.questions if not q.values)
        for concept in base.concepts():
            bodies = [self._body(r) for r in base.rules if r.concept == concept]
            yield f"{concept}() <=> {_joined(bodies, '|', 'false')}."
        weighing = [r for r in base.rules if r.model and r.weight]
        yield f"given() <=> {_joined([self._body(r) for r in weighing], '|', 'false')}."
        for model in base.models:
            terms = [f"(if {self._body(r)} then {r.weight} else 0)" for r in weighing if r.model == model]
            yield f"points_{model}() = {' + '.join(terms) or '0'}."
            outs = [self._body(r) for r in base.rules if r.model == model and not r.weight]
            yield f"out_{model}() <=> {_joined(outs, '|', 'false')}."
            behind = [f"out_{o}() | points_{o}() < points_{model}()" for o in base.models if o != model]
            yield f"wins_{model}() <=> {_joined(['given()', f'~out_{model}()', *behind], '&', 'true')}."
        changed = (f"(if {self._stated(q, v)} then 0 else 1)" for q, v in self._answers.items())
        yield f"changes() = {' + '.join(changed)}."

    def _body(self, rule: BaseRule) -> str:
        return _joined([self._part(part) for part in rule.parts], "&", "true")

    def _part(self, part: Part) -> str:
        match part:
            case Has(concept, negated):
                return f"{'~' if negated else ''}{concept}()"
            case Either(tests):
                return _joined([self._part(test) for test in tests], "|", "false")
            case Test(question, "in", operand):
                assert isinstance(operand, tuple)
                return _joined([self._stated(question, value) for value in operand], "|", "false")
            case Test(question, "ne", operand):
                assert not isinstance(operand, tuple)
                return f"~({self._stated(question, operand)})"
            case Test(question, operator, operand):
                assert not isinstance(operand, tuple)
                if isinstance(operand, int):
                    return f"{question}() {_OPERATORS[operator]} {operand}"
                return self._stated(question, operand)

    def _stated(self, question: str, value: str | int) -> str:
        return f"{question}() = {value}" if isinstance(value, int) else f"{question}() = {question}_{value}"
