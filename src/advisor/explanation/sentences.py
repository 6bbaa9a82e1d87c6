"""What was settled in; the program's own sentences about it out. What the knowledge base says is in its own texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from advisor.decide import Interval, OptionVerdict, Outcome, Status
from advisor.model.conditions import Truth
from advisor.quantities import number_text


def listed(words: Iterable[str], joint: str = "and") -> str:
    """Words as people list them: a, b and c."""
    items = list(words)
    return f" {joint} ".join(([", ".join(items[:-1])] if len(items) > 1 else []) + items[-1:])


def interval_words(interval: Interval) -> str:
    """A sum, or from the least to the most that it can be."""
    low, high = number_text(interval.low), number_text(interval.high)
    return low if interval.certain else f"{low} to {high}"


def recommended_by_conditions(
    label: str, *, partly: bool, rivals: Sequence[tuple[str, str]], balance: str
) -> str:
    """Why an option won under the policy `conditions`; `rivals` are the options that hold too, each with its balance."""
    holds = "holds in part, and no option's holds wholly" if partly else "holds"
    if not rivals:
        return f"{label} is recommended: its condition {holds}, and no other option's does as well."
    others = listed(f"{name} ({net})" for name, net in rivals)
    return f"{label} is recommended: its condition {holds}, and more speaks for it ({balance}) than for {others}."


def recommended_with_others(label: str, others: Sequence[str], *, partly: bool) -> str:
    """Why an option stands beside others that hold just as well."""
    holds = "holds in part" if partly else "holds"
    return f"{label} is one of several: its condition {holds}, and nothing that was said separates it from {listed(others)}."


def recommended_by_weight(
    label: str, net: str, others: Sequence[tuple[str, str]], level: Sequence[str]
) -> str:
    """Why an option won under the policy `weighted`."""
    if level:
        return (
            f"{label} is one of several: its net of {net} is the highest, and {listed(level)} reach it too."
        )
    rest = listed(f"{name} {other}" for name, other in others)
    return f"{label} is recommended: its net of {net} is the highest ({rest})."


def recommended_on_ladder(label: str, described: str, ceiling: str, *, lowered: bool) -> str:
    """Why a rung of a ladder was recommended."""
    if lowered:
        return f"{label} is recommended: the answers describe {described}, but nothing above {ceiling} is allowed."
    return f"{label} is recommended: it is the highest level that the answers describe, and it is allowed."


def surely_recommended(label: str) -> str:
    """An option that every completion of the open answers recommends, though the result is not decided yet."""
    return f"{label} is recommended whatever the answers that are still open turn out to be."


def not_recommended(label: str, status: Status, *, fails: bool = False) -> str:
    """Where an option stands that is not recommended, by its own conditions; `fails` says of one that is open that its
    condition does not hold, and that only whether it is ruled out as well is open.
    """
    match status:
        case Status.NOT_MET:
            return f"{label} is not recommended: its condition does not hold."
        case Status.RULED_OUT:
            return f"{label} is not recommended: it is ruled out."
        case Status.UNKNOWN if fails:
            return f"{label} is not recommended: its condition does not hold (whether it is ruled out as well is not known)."
        case Status.UNKNOWN:
            return f"{label} is not recommended so far: whether its condition holds is not known."
        case Status.PARTLY_MET:
            return f"{label} is not recommended: its condition holds only in part."
        case Status.MET:
            return f"{label} is not recommended, though its condition holds."


def beaten(label: str, own: OptionVerdict, rivals: Sequence[tuple[str, OptionVerdict]]) -> str:
    """Why an option that holds lost to the recommended ones, by balance or because it holds only in part."""
    names = listed(name for name, _ in rivals)
    if own.status is Status.PARTLY_MET and all(v.status is Status.MET for _, v in rivals):
        return (
            f"{label} is not recommended: its condition holds only in part, and that of {names} holds wholly."
        )
    nets = listed(f"{name} ({interval_words(v.net)})" for name, v in rivals)
    less = f"less speaks for it ({interval_words(own.net)}) than for {nets}"
    return f"{label} is not recommended, though its condition holds: {less}."


def outweighed(label: str, own: OptionVerdict, rivals: Sequence[tuple[str, OptionVerdict]]) -> str:
    """Why an option lost under the policy `weighted`."""
    level: dict[str, list[str]] = {}
    for name, v in rivals:
        level.setdefault(interval_words(v.net), []).append(name)
    nets = listed(f"that of {listed(names)} is {net}" for net, names in level.items())
    open_yet = (
        ""
        if own.net.certain and all(v.net.certain for _, v in rivals)
        else " Answers that are not known leave this open."
    )
    against = f", and {nets}." if nets else ". No option is recommended yet."
    return f"{label} is not recommended: its net is {interval_words(own.net)}{against}{open_yet}"


def nothing_counts(label: str) -> str:
    """A weighted option where no answer switches any point on."""
    return f"{label} is not recommended: nothing in the answers speaks for or against any option."


def off_ladder(label: str, status: Status, described: str, *, higher: bool) -> str:
    """Why a rung of a ladder was not recommended."""
    if status is Status.RULED_OUT:
        return f"{label} is not recommended: it is above the highest level that is allowed."
    if status is Status.UNKNOWN:
        return f"{label} is not recommended so far: whether it is described and allowed is not known."
    if status is Status.MET:
        return f"{label} is not recommended, though the answers describe it."
    if higher:
        return f"{label} is not recommended: the answers describe {described}, which is higher."
    return f"{label} is not recommended: the answers do not describe it."


def does_not_arise(label: str) -> str:
    """Why no option of a decision is recommended that does not arise."""
    return f"{label} is not recommended: this decision does not arise."


def rule_stands(rule: str, truth: Truth) -> str:
    """Whether a rule applies to a case."""
    match truth:
        case Truth.TRUE:
            return f"The rule {rule} applies."
        case Truth.FALSE:
            return f"The rule {rule} does not apply."
        case Truth.UNKNOWN:
            return f"Whether the rule {rule} applies is not known."


def published(title: str, publisher: str, date: str, status: str) -> str:
    """On whose authority a decision rests; a publisher or a date may be unknown, in words."""
    return f"{title}. Publisher: {publisher or 'not printed'}. Date: {date}. Status: {status}."


def has_state(label: str, state: str) -> str:
    """What is known of an answer, a figure or a concept."""
    return f"{label}: {state}"


def worked_out_from(table: str) -> str:
    """Where the figure of a table comes from."""
    return f"worked out from the answer on {table}"


def outcome_words(outcome: Outcome, labels: Sequence[str]) -> str:
    """An outcome with the options that it names, as one phrase."""
    match outcome:
        case Outcome.ONE:
            return labels[0]
        case Outcome.SEVERAL:
            return f"{listed(labels)}, level with each other"
        case Outcome.NONE:
            return "no option fits"
        case Outcome.NOT_APPLICABLE:
            return "does not arise"
        case Outcome.UNDECIDED:
            return f"undecided, but in any case {listed(labels)}" if labels else "undecided"


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
