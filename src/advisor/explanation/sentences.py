"""What was settled in; the program's own sentences about it out. What the knowledge base says is in its own texts."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from fractions import Fraction

from advisor.decide import Interval, OptionVerdict, Outcome, Status
from advisor.model.conditions import Truth
from advisor.quantities import number_text


def listed(words: Iterable[str], joint: str = "and") -> str:
    """Words as people list them: a, b and c. Semicolons hold apart what has a comma within and is not quoted."""
    items = list(words)
    if any(", " in item and not item.startswith("“") for item in items):
        return f"; {joint} ".join(["; ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
    return f" {joint} ".join(([", ".join(items[:-1])] if len(items) > 1 else []) + items[-1:])


def interval_words(interval: Interval) -> str:
    """A sum, or from the least to the most that it can be."""
    low, high = number_text(interval.low), number_text(interval.high)
    return low if interval.certain else f"{low} to {high}"


def recommended_by_conditions(
    label: str, *, partly: bool, rivals: Sequence[tuple[str, str]], balance: str
) -> str:
    """Why an option won under the policy `conditions`; `rivals` are the options that hold too, each with its balance."""
    holds = "holds in part, and no option's holds in full" if partly else "holds"
    if not rivals and partly:
        return (
            f"{label} is recommended: its condition holds in part, and no other option's holds even in part."
        )
    if not rivals:
        return f"{label} is recommended: its condition holds, and no other option's holds in full."
    others = listed(f"{name} ({net})" for name, net in rivals)
    return f"{label} is recommended: its condition {holds}, and more speaks for it ({balance}) than for {others}."


def recommended_with_others(label: str, others: Sequence[str], *, partly: bool) -> str:
    """Why an option stands beside others that hold just as well."""
    holds = "holds in part" if partly else "holds"
    return f"{label} is one of several: its condition {holds}, and nothing that was said separates it from {listed(others)}."


NET = "its net (points for less points against)"


def recommended_by_weight(
    label: str, net: str, others: Sequence[tuple[str, str]], level: Sequence[str]
) -> str:
    """Why an option won under the policy `weighted`, and by how much where `others` are named."""
    if level:
        reach = "reach" if len(level) > 1 else "reaches"
        return (
            f"{label} is one of several: {NET} of {net} is the highest, and {listed(level)} {reach} it too."
        )
    rest = listed(f"{name} {other}" for name, other in others)
    return f"{label} is recommended: {NET} of {net} is the highest{f' ({rest})' if rest else ''}."


def recommended_on_ladder(label: str, described: str, ceiling: str, *, lowered: bool) -> str:
    """Why a rung of a ladder was recommended."""
    if lowered:
        return f"{label} is recommended: the answers describe {described}, but nothing above {ceiling} is allowed."
    return f"{label} is recommended: it is the highest level that the answers describe, and it is allowed."


def surely_recommended(label: str) -> str:
    """An option that every completion of the open answers recommends, though the result is not decided yet."""
    return f"{label} is among the best whatever the answers that are still open turn out to be."


def not_recommended(label: str, status: Status, *, fails: bool = False, open_yet: bool = False) -> str:
    """Where an option stands that is not recommended, by its own conditions; `fails` says of one that is open that its
    condition does not hold, and that only whether it is ruled out as well is open. `open_yet` says that a missing answer
    may still make it the recommendation.
    """
    match status:
        case Status.NOT_MET:
            return f"{label} is not recommended: its condition does not hold."
        case Status.RULED_OUT:
            return f"{label} is not recommended: it is ruled out."
        case Status.UNKNOWN if fails:
            return f"{label} is not recommended: its condition does not hold (whether it is ruled out as well is not known)."
        case Status.UNKNOWN if open_yet:
            return f"{label} is not recommended so far: whether its condition holds is not known."
        case Status.UNKNOWN:
            return f"{label} is not recommended, whether or not its condition holds, which is not known."
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


def outweighed(
    label: str, own: OptionVerdict, rivals: Sequence[tuple[str, OptionVerdict]], *, open_yet: bool
) -> str:
    """Why an option lost under the policy `weighted`; `open_yet` says that a missing answer may still change that."""
    level: dict[str, list[str]] = {}
    for name, v in rivals:
        level.setdefault(interval_words(v.net), []).append(name)
    nets = listed(f"that of {listed(names)} is {net}" for net, names in level.items())
    against = f", and {nets}." if nets else ". No option is recommended yet."
    known = own.net.certain and all(v.net.certain for _, v in rivals)
    if open_yet:
        against += " Answers that are not known leave this open."
    elif not known:
        against += " No answer that is missing can change that."
    return f"{label} is not recommended: its net is {interval_words(own.net)}{against}"


def nothing_counts(label: str) -> str:
    """A weighted option where no answer switches any point on."""
    return f"{label} is not recommended: nothing in the answers speaks for or against any option."


def off_ladder(label: str, status: Status, described: str, *, higher: bool) -> str:
    """Why a rung of a ladder was not recommended."""
    if status is Status.RULED_OUT:
        return f"{label} is not recommended: it is above the highest level that is allowed."
    if status is Status.UNKNOWN:
        return f"{label} is not recommended: the answers do not describe it (whether it is allowed is not known)."
    if status is Status.MET:
        return f"{label} is not recommended, though the answers describe it."
    if higher:
        return f"{label} is not recommended: the answers describe {described}, which is higher."
    return f"{label} is not recommended: the answers do not describe it."


def may_be_the_level(label: str, *, described: bool, fails: bool) -> str:
    """Why a rung of a ladder is not recommended that a missing answer may still make the recommendation: it is `described`
    surely, `fails` to be, or neither is known.
    """
    if described:
        why = "the answers describe it, but whether it is allowed is not known"
    elif fails:
        why = "the answers do not describe it, but it may be the highest level that is allowed"
    else:
        why = "whether it is described and allowed is not known"
    return f"{label} is not recommended so far: {why}."


def does_not_arise(label: str) -> str:
    """Why no option of a decision is recommended that does not arise."""
    return f"{label} is not recommended: this decision does not arise."


def speaks(label: str, *, against: bool) -> str:
    """What a rule that weighs says of an option where weights decide nothing."""
    return f"speaks {'against' if against else 'for'} {label}"


def counts(label: str, amount: Fraction, *, against: bool, part: str) -> str:
    """How much a rule counts for or against an option; `part` says by which weight, where there are several."""
    return f"counts {number_text(amount)} {'against' if against else 'for'} {label}{f' ({part})' if part else ''}"


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


def not_told_by(table: str) -> str:
    """That a table is given but does not tell a figure."""
    return f"the answer on {table} does not tell it"


def of_rows(count: int) -> str:
    """What there is to say of a table before its rows."""
    return f"{count} {'row' if count == 1 else 'rows'}"


def outcome_words(outcome: Outcome, labels: Sequence[str], partly: Container[str] = ()) -> str:
    """An outcome with the options that it names, as one phrase; of those in `partly` the condition holds only in part."""
    labels = [f"{label} (its condition holds only in part)" if label in partly else label for label in labels]
    match outcome:
        case Outcome.ONE:
            return labels[0]
        case Outcome.SEVERAL:
            return f"{listed(labels)}, level with each other"
        case Outcome.NONE:
            return "nothing is recommended"
        case Outcome.NOT_APPLICABLE:
            return "the decision does not arise"
        case Outcome.UNDECIDED:
            return f"undecided, but in any case {listed(labels)}" if labels else "undecided"
