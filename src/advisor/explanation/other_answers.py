"""What other answers would do, in; the sentences about it out: changes, contrasts, and how firm a result is."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from advisor.decide import Status
from advisor.explanation.sentences import listed
from advisor.quantities import number_text


def already_recommended(label: str) -> str:
    """What would make an option the recommendation that is it already."""
    return f"{label} is the recommendation as it is."


def could_be_recommended(label: str, ways: int, size: int, *, alone: bool) -> str:
    """Introduces the smallest sets of changes."""
    aim = (
        "would be recommended"
        if alone
        else "could not be the only recommendation, but would be one of several"
    )
    how = "if this one answer changed" if size == 1 else f"if these {size} answers changed, and with no fewer"
    if ways > 1:
        how = f"if any one of these {ways} answers changed" if size == 1 else f"{how}, in any of {ways} ways"
    return f"{label} {aim} {how}:"


def would_be_answered(label: str, after: str, before: str) -> str:
    """One answer that would have to be otherwise."""
    return f"{label}: {after} (now {before})"


def moved_to(what: str, before: str, after: str, *, rises: bool | None) -> str:
    """A figure that would have to be otherwise; `rises` is None where it is not known now."""
    if rises is None:
        return f"the {what} were {after} (now {before})"
    return f"the {what} {'rose' if rises else 'fell'} from {before} to {after}"


def cannot_be_recommended(
    label: str, *, fixed: Sequence[str], figures: Sequence[str], rivals: Sequence[str], never_holds: bool
) -> str:
    """Why no change of answers can make an option the only recommendation."""
    can = f"No change of answers can make {label} the recommendation"
    if fixed or figures:
        held = (
            [
                f"the {'answer' if len(fixed) == 1 else 'answers'} on {listed(fixed)} stay{'s' if len(fixed) == 1 else ''}"
            ]
            if fixed
            else []
        )
        held += [f"the table gives {listed(figures)}"] if figures else []
        return f"{can} as long as {listed(held)}; one amount is changed at a time."
    if never_holds:
        return f"{can}: no combination of answers at all meets its condition."
    if rivals:
        whom = f"one of {listed(rivals, 'or')}" if len(rivals) > 1 else rivals[0]
        return f"{can}: whenever its condition holds, {whom} is at least level with it."
    return f"{can}: every combination of answers was covered, and none does."


def range_sentence(label: str, now: str, stands: str, *, anything: bool) -> str:
    """Over which range the result stands."""
    if anything:
        return f"{label} is {now}, and the result stands whatever it is."
    return f"{label} is {now}; the result stands {stands}." if stands else f"{label} is {now}."


def turn_sentence(words: str, outcome: str) -> str:
    """What would turn the result, and to what."""
    return f"With {words}: {outcome}."


def other_weights(name: str, outcome: str) -> str:
    """That other weights would give another result."""
    return f"With the weights {name} the result would be: {outcome}."


def firm_sentence() -> str:
    """That nothing that was tried turns the result."""
    return "Firm: no answer that is missing turns the result, and no figure or tool default does so by moving a tenth."


FEW = 3
"""Of more names than this a line on top says how many there are; the list below has them all."""


def with_exceptions(defaults: Sequence[str], missing: Sequence[str]) -> str:
    """That the result is firm but for tool defaults close by, or answers that are missing."""
    what = "a tool default" if len(defaults) == 1 else "tool defaults"
    parts = [f"{what} that would turn it by moving a tenth ({listed(defaults)})"] if defaults else []
    if len(missing) > FEW:
        parts.append(f"{len(missing)} answers that are missing, each of which could turn it")
    elif missing:
        parts.append(f"what is not answered and could turn it ({listed(missing)})")
    return f"Firm, except for {listed(parts)}."


def fragile_sentence(near: Sequence[str], *, weights: bool, defaults: Sequence[str]) -> str:
    """That figures close by, or other weights, would turn the result."""
    named = listed(near) if len(near) <= FEW else f"any of {len(near)} figures"
    parts = [f"a tenth on {named} turns the result"] if near else []
    parts += ["other weights turn the result"] if weights else []
    parts += [f"a tenth on the tool default {listed(defaults)} does so as well"] if defaults else []
    return f"Fragile, because {listed(parts)}."


def open_sentence(asks: Sequence[str]) -> str:
    """That the result still hangs on answers."""
    return f"Open: the result still hangs on {listed(asks)}."


def rather_than(
    labels: tuple[str, str],
    recommended: tuple[bool, bool],
    statuses: tuple[Status, Status],
    nets: tuple[str, ...] | None,
) -> str:
    """How two options stand to each other, the first of which was asked about."""
    first, second = labels
    match recommended:
        case (True, False):
            how = f"{first} is recommended and {second} is not"
        case (False, True):
            how = f"It is the other way round: {second} is recommended and {first} is not"
        case (True, True):
            how = f"Both {first} and {second} are recommended"
        case _:
            how = f"Neither {first} nor {second} is recommended"
    if nets is not None and set(statuses) <= {Status.MET, Status.PARTLY_MET, Status.NOT_MET, Status.UNKNOWN}:
        how += f"; their balances are {nets[0]} and {nets[1]}"
    return f"{how}."


def separating_points(
    labels: Sequence[str], option: tuple[str, Fraction | int], rival: tuple[str, Fraction | int]
) -> str:
    """What one answer, or several together, give to each of two options."""
    on = f"On {listed(labels)}" if labels else "Whatever the answers"
    told = (f"{name} has {_signed(Fraction(amount))}" for name, amount in (option, rival))
    return f"{on}: {listed(told)}."


def _signed(amount: Fraction) -> str:
    return f"+{number_text(amount)}" if amount > 0 else number_text(amount)


def enough_to_know(rival: str, *, answers: bool, table: bool) -> str:
    """Introduces the answers that keep an option from being recommended; a table is changed by one amount at most."""
    whatever = "whatever else were answered" if answers else "whatever were answered"
    but = ", and in this table but for one amount" if table else ""
    known = "This much is enough: " if answers else ""
    return f"{known}{whatever}{but}, {rival} would not be recommended{':' if answers else '.'}"


def result_stands_whatever(what: str, labels: Sequence[str]) -> str:
    """What may be anything without turning the result."""
    return f"{what} that could be anything: {listed(labels)}."
