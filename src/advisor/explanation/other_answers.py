"""What other answers would do, in; the sentences about it out: changes, contrasts, and how firm a result is."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from advisor.decide import Status
from advisor.explanation.sentences import listed
from advisor.quantities import counted, number_text


def already_recommended(label: str) -> str:
    """What would make an option the recommendation that is it already."""
    return f"{label} is the recommendation as it is."


def could_be_recommended(label: str, size: int, given: Sequence[int], *, alone: bool) -> str:
    """Introduces the smallest sets of changes, of `size` answers each; of each way, how many of them are not known now and
    would be given.
    """
    aim = (
        "would be recommended"
        if alone
        else "could not be the only recommendation, but would be one of several"
    )
    new = set(given)
    changed = "changed" if new == {0} else "were given" if new == {size} else "changed or were given"
    if size == 1:
        which = "this one answer" if len(given) == 1 else f"any one of these {len(given)} answers"
        return f"{label} {aim} if {which} {changed}:"
    what = f"these {size} answers {changed}"
    if len(new) == 1 and 0 < given[0] < size:
        now, were = ("is", "was") if given[0] == 1 else ("are", "were")
        what = (
            f"{counted(size - given[0], 'answer')} changed and {given[0]} that {now} not known {were} given"
        )
    ways = f", in any of {len(given)} ways" if len(given) > 1 else ""
    return f"{label} {aim} if {what}, and with no fewer{ways}:"


def fits_in_part(said: str) -> str:
    """An answer, or a change of it, with which an option's condition would hold only in part."""
    return f"{said} (a fit only in part)"


def would_be_answered(label: str, after: str, before: str) -> str:
    """One answer that would have to be otherwise."""
    return f"{label}: {after} (now {before})"


def otherwise(label: str, after: str, before: str) -> str:
    """One answer or setting that is supposed to be otherwise."""
    return f"{label} were {after} (it is {before})"


def supposed(changes: Sequence[str]) -> str:
    """Introduces what the supposed changes would do."""
    return f"If {'; and '.join(changes)}:"


def moved_to(what: str, before: str, after: str, *, rises: bool | None) -> str:
    """A figure that would have to be otherwise; `rises` is None where it is not known now."""
    if rises is None:
        return f"the {what} were {after} (now {before})"
    return f"the {what} {'rose' if rises else 'fell'} from {before} to {after}"


def cannot_be_recommended(label: str, why: str, *, beside: bool) -> str:
    """That no change of answers makes an option the recommendation, or the only one where it can be one `beside` others."""
    return f"No change of answers can make {label} the {'only ' if beside else ''}recommendation{why}."


def as_long_as(fixed: Sequence[str], figures: Sequence[str], unknown: Sequence[str], *, table: bool) -> str:
    """Because answers stay, a table gives the figures that it does, or figures stay unknown. Of a `table` one amount is
    changed at a time.
    """
    stay = f"{'answer' if len(fixed) == 1 else 'answers'} on {listed(fixed)} stay{'s' if len(fixed) == 1 else ''}"
    held = [f"the {stay}"] if fixed else []
    held += [f"the table says that {listed(figures)}"] if figures else []
    said = listed(f"“{label}”" for label in unknown)
    held += [f"{said} {'is' if len(unknown) == 1 else 'are'} not known"] if unknown else []
    return f" as long as {' and '.join(held)}{' (of the table, one amount is changed at a time)' if table else ''}"


def never_holds() -> str:
    """Because its condition cannot be met."""
    return ": no combination of answers at all meets its condition"


def never_asked() -> str:
    """Because it rests on an answer that is not asked for where it could be recommended."""
    return ": what it still needs to know is not asked then"


def never_ahead(rivals: Sequence[str]) -> str:
    """Because others are always at least as good; without names, because it is proved of every combination of answers."""
    if not rivals:
        return ": no combination of answers at all does"
    whom = f"one of {listed(rivals, 'or')}" if len(rivals) > 1 else rivals[0]
    return f": whenever its condition holds, {whom} is at least level with it"


def range_sentence(label: str, now: str, stands: str, *, anything: bool) -> str:
    """Over which range the result stands."""
    if anything:
        return f"{label} is {now}, and the result stands whatever it is."
    return f"{label} is {now}; the result stands {stands}." if stands else f"{label} is {now}."


def fits_otherwise(stands: str, there: str, *, partly: bool) -> str:
    """A range, and where in it the condition of what is recommended holds only in part, or in full where now it does not."""
    return f"{stands} ({there} only in part)" if partly else f"{stands} ({there} in full)"


def exactly_at_the_limit(stands: str) -> str:
    """A range of which what is now is the very last with which the result stands."""
    return f"{stands}, so it is exactly at the limit"


def turn_sentence(words: str, outcome: str) -> str:
    """What would turn the result, and to what."""
    return f"With {words}: {outcome}."


def other_weights(name: str, outcome: str) -> str:
    """That other weights would give another result."""
    return f"With the weights {name} the result would be: {outcome}."


def order_changes(name: str, best: Sequence[str], *, stays: bool) -> str:
    """That other weights would put the options in another order; the best may stay."""
    level = ", level with each other" if len(best) > 1 else ""
    if stays:
        return f"The order is fragile: under the weights {name} it changes, though the best stays {listed(best)}."
    then = f"and the best is then {listed(best)}{level}" if best else "and which is best is then not certain"
    return f"Fragile: under the weights {name} the order of the options changes, {then}."


def firm_sentence(weights: Sequence[str]) -> str:
    """That nothing that was tried turns the result, though other weights may put what is behind it in another order."""
    behind = (
        f" Under the weights {listed(weights, 'or')} only the order of the others changes." if weights else ""
    )
    return (
        "Firm: no answer that is missing turns the result, and no figure or setting does so by moving a tenth."
        f"{behind}"
    )


FEW = 3
"""Of more names than this a line on top says how many there are; the list below has them all."""


def with_exceptions(settings: Sequence[str], limits: Sequence[str], missing: Sequence[str]) -> str:
    """That the result is firm but for settings close by, limits that a figure just meets, or missing answers.

    Each setting is named with whose value it has.
    """
    parts = [f"that moving {listed(settings, 'or')} by a tenth turns the result"] if settings else []
    parts += [f"that {_on_limit(limits)}"] if limits else []
    if len(missing) > FEW:
        parts.append(f"for {len(missing)} answers that are missing, each of which could turn it")
    elif missing:
        named = listed(f"“{label}”" for label in missing)
        parts.append(f"for what is not answered and could turn it ({named})")
    return f"Firm, except {', and except '.join(parts)}."


def _on_limit(limits: Sequence[str]) -> str:
    if len(limits) == 1:
        return f"a figure stands exactly at the limit that {limits[0]} draws"
    return f"figures stand exactly at the limits that {listed(limits)} draw"


def fragile_sentence(
    near: Sequence[str], *, weights: bool, settings: Sequence[str], limits: Sequence[str]
) -> str:
    """That figures close by, other weights, or settings, each named with whose it is, would turn the result."""
    named = listed(near, "or") if len(near) <= FEW else f"any of {len(near)} figures"
    parts = [f"moving {named} by a tenth turns the result"] if near else []
    parts += ["other weights turn the result"] if weights else []
    parts += [f"moving {listed(settings, 'or')} by a tenth does so as well"] if settings else []
    parts += [_on_limit(limits)] if limits else []
    return f"Fragile, because {', and '.join(parts)}."


def open_sentence(missing: Sequence[str]) -> str:
    """That the result still hangs on answers."""
    return f"Open until {'this is' if len(missing) == 1 else 'these are'} known: {'; '.join(missing)}."


def rather_than(
    labels: tuple[str, str],
    recommended: tuple[bool, bool],
    statuses: tuple[Status, Status],
    nets: tuple[str, ...] | None,
    *,
    turned: bool,
) -> str:
    """How two options stand to each other; `turned` where the second was asked about and the first is recommended."""
    first, second = labels
    match recommended:
        case (True, True):
            how = f"Both {first} and {second} are recommended"
        case (True, _):
            how = (
                f"{'It is the other way round: ' if turned else ''}{first} is recommended and {second} is not"
            )
        case _:
            how = f"Neither {first} nor {second} is recommended"
    if nets is not None and set(statuses) <= {Status.MET, Status.PARTLY_MET, Status.NOT_MET, Status.UNKNOWN}:
        how += f"; their balances are {nets[0]} and {nets[1]}"
    return f"{how}."


def separating_points(
    labels: Sequence[str], option: tuple[str, Fraction | int], rival: tuple[str, Fraction | int]
) -> str:
    """What one answer, or several together, give to each of two options."""
    on = f"On {listed(f'“{label}”' for label in labels)}" if labels else "Whatever the answers"
    told = (f"{_signed(Fraction(amount))} for {name}" for name, amount in (option, rival))
    return f"{on}: {listed(told)}."


def _signed(amount: Fraction) -> str:
    return f"+{number_text(amount)}" if amount > 0 else number_text(amount)


def enough_to_know(rival: str, *, answers: bool, table: bool) -> str:
    """Introduces the answers that keep an option from being recommended; a table is changed by one amount at most."""
    but = " (and of the table no more than one amount)" if table else ""
    if answers:
        return f"This much is enough for {rival} not to be recommended, whatever else were changed{but}:"
    return f"Whatever were changed{but}, {rival} would not be recommended."


def result_stands_whatever(what: str, labels: Sequence[str]) -> str:
    """What may be anything without turning the result."""
    return f"{what} that could be anything: {listed(labels)}."
