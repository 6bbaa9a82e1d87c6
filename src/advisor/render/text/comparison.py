"""Two cases compared in; text for a terminal out: what each comes to, then every difference, those that matter first."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.explanation import DecisionExplanation
from advisor.explanation.comparison import PartChange
from advisor.explanation.side_by_side import Comparison, Difference
from advisor.model.case import Answer, Unknown
from advisor.model.conditions import SettingRef
from advisor.render.outcome_words import outcome_sentence
from advisor.render.text.interview import answer_words
from advisor.render.text.lines import fitted, paragraph

Names = tuple[str, str]


def comparison_text(found: Comparison, names: Names) -> str:
    """The whole comparison; `names` are what the two cases are called."""
    lines = ["The results are the same." if found.same_results else "The results differ."]
    for part in found.parts:
        lines += _result(part, names)
    groups = (
        (True, "Different answers that matter"),
        (False, "Different answers that change nothing by themselves"),
    )
    for matters, heading in groups:
        differences = [d for d in found.differences if d.matters is matters]
        if differences:
            lines += ["", heading]
        for difference in differences:
            lines += _difference(found, names, difference)
    if not found.differences:
        lines += ["", "All answers are the same."]
    elif not found.same_results and not any(d.matters for d in found.differences):
        lines += paragraph("No single difference explains the results: only several of them together do.")
    if found.settings:
        lines += ["", "Different settings", *_settings(found, names)]
    return fitted(lines)


def _result(part: PartChange, names: Names) -> Iterator[str]:
    shown = part.after or part.before
    assert shown is not None
    label = shown.wording.fill(shown.wording.kb.decisions[part.decision].label)
    yield from paragraph(f"{label}{f', {part.group}' if part.group else ''}")
    if part.same_result:
        yield from paragraph(f"both: {outcome_sentence(shown)}", "  ")
        return
    for name, explained in zip(names, (part.before, part.after), strict=True):
        yield from paragraph(f"{name}: {_outcome(explained)}", "  ")


def _outcome(part: DecisionExplanation | None) -> str:
    return "There is no such part." if part is None else outcome_sentence(part)


def _difference(found: Comparison, names: Names, difference: Difference) -> Iterator[str]:
    kb, question = found.left.kb, difference.question
    pairs: tuple[tuple[str, Answer], ...] = ((names[0], difference.left), (names[1], difference.right))
    wording = next(iter(found.left.decisions.values())).wording
    yield from paragraph(f"{wording.fill(kb.questions[question].ask)} ({question})", "  ", "- ")
    for (name, answer), explanation in zip(pairs, (found.left, found.right), strict=True):
        wording = next(iter(explanation.decisions.values())).wording
        said = answer_words(kb.questions[question], answer, wording)
        if isinstance(answer, Unknown) and question not in explanation.case.answers:
            said = "not answered"
        evidence = explanation.case.evidence.get(question)
        yield from paragraph(f"{name}: {said}{f' (note: {evidence})' if evidence else ''}", "      ")


def _settings(found: Comparison, names: Names) -> Iterator[str]:
    for setting in found.settings:
        values = (
            f"{name} {next(iter(explanation.decisions.values())).wording.setting_text(SettingRef(setting))}"
            for name, explanation in zip(names, (found.left, found.right), strict=True)
        )
        yield from paragraph(f"{setting}: {', '.join(values)}", "  ", "- ")
