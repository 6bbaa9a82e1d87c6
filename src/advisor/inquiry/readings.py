"""A settled case in; what each result would be without a reading that it rests on out: settled anew, the rule left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from advisor.consultation import Consultant
from advisor.explanation.parts import Part
from advisor.explanation.readings import readings
from advisor.inquiry.inquirer import Inquirer
from advisor.inquiry.results import Result


def without_readings(inquirer: Inquirer, wanted: Iterable[Part]) -> Iterator[tuple[tuple[Part, str], str]]:
    """For each part and the id of each rule that is a reading: the result without it in words, empty where it stays."""
    settled: dict[tuple[str, str], dict[str | None, Result]] = {}
    for decision, group in wanted:
        part = inquirer.part(decision, group)
        for rule in readings(part):
            key = (decision, rule.id)
            if key not in settled:
                settled[key] = _without(inquirer, decision, rule.id)
            result = settled[key][group]
            same = result == Result.of(part.verdict)
            yield ((decision, group), rule.id), "" if same else result.words(part)


def _without(inquirer: Inquirer, decision: str, rule: str) -> dict[str | None, Result]:
    """The results of a decision, for the whole and for each group, where one rule is left out."""
    kb = replace(inquirer.kb, rules={k: v for k, v in inquirer.kb.rules.items() if k != rule})
    verdict = Consultant(kb, inquirer.settings, (decision,)).settle(inquirer.case)[decision].verdict
    return {None: Result.of(verdict), **{name: Result.of(v) for name, v in verdict.by_group.items()}}
