"""Two options of a settled case in; why the one rather than the other out, showing only what separates them."""

from __future__ import annotations

from advisor.errors import UsageError
from advisor.explanation.asked import as_answered
from advisor.explanation.contrast import Contrast, contrast_head, separating, what_rival_lacks
from advisor.explanation.other_answers import enough_to_know
from advisor.explanation.parts import parts
from advisor.explanation.proof import Step, StepKind
from advisor.inquiry.change_to import change_part
from advisor.inquiry.inquirer import Inquirer
from advisor.model.options import Policy, option_decision


def contrast(inquirer: Inquirer, option: str, rival: str) -> tuple[Contrast, ...]:
    """Why one option rather than another, in every part of their decision that may recommend both.

    Raises `UsageError` for options of different decisions, and for an option beside itself.
    """
    decision = option_decision(option)
    if option_decision(rival) != decision:
        raise UsageError(
            f"{option!r} and {rival!r} belong to different decisions, so neither stands in the other's way"
        )
    if option == rival:
        raise UsageError(f"{option!r} cannot be compared with itself")
    whole = inquirer.explanation.decisions[decision]
    per_group = inquirer.kb.decisions[decision].per_group
    spanning = {f"{decision}.{o}" for o in per_group.spanning} if per_group else set()
    shown = parts(whole)
    if len(shown) > 1:
        # The whole speaks of the options that span the groups, each group of all of them.
        shown = {g: p for g, p in shown.items() if (g is None) == ({option, rival} <= spanning)}
    return tuple(_contrast(inquirer, option, rival, group) for group in shown)


def _contrast(inquirer: Inquirer, option: str, rival: str, group: str | None) -> Contrast:
    decision = option_decision(option)
    part = inquirer.part(decision, group)
    turned = rival in part.verdict.recommended and option not in part.verdict.recommended
    if turned:
        # What there is to say is why the other is recommended rather than the one that was asked about.
        option, rival = rival, option
    ladder = inquirer.kb.decisions[decision].policy is Policy.LADDER
    return Contrast(
        option,
        rival,
        group,
        contrast_head(part, option, rival, turned=turned),
        what_rival_lacks(part, option, rival),
        () if ladder else tuple(separating(part, option, rival)),
        None if rival in part.verdict.recommended else _enough(inquirer, decision, group, rival),
        change_part(inquirer, rival, group),
        turned,
    )


def _enough(inquirer: Inquirer, decision: str, group: str | None, rival: str) -> Step | None:
    """Answers that together keep the rival out, none of which could be left out; None while it may still be recommended."""
    part = inquirer.part(decision, group)
    wording = part.wording
    names = inquirer.changes(decision, group).enough_against(rival)
    if names is None:
        return None
    tables = {q.id for q in inquirer.kb.table_questions()}
    answers = {a.name for a in inquirer.answers(decision, group)[1].answerables}
    because = tuple(as_answered(name, wording) for name in names)
    sentence = enough_to_know(
        part.options[rival].label,
        answers=bool(names),
        table=bool(answers & tables) and not set(names) & tables,
    )
    return Step(sentence, StepKind.POLICY, rival, because=because)
