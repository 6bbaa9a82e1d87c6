"""What became of one row, as values, and the same as the cells of a spreadsheet's row or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from advisor.decide import Outcome, Status
from advisor.model.knowledge import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision of one row. Options are bare ids; `undecided` are the questions that can still change the result."""

    outcome: Outcome
    recommended: tuple[str, ...]
    statuses: Mapping[str, Status]
    undecided: tuple[str, ...]
    by_group: Mapping[str, Decided] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether any part of it is undecided."""
        return self.outcome is Outcome.UNDECIDED or any(d.open for d in self.by_group.values())


@dataclass(frozen=True, slots=True)
class Result:
    """One row settled: its number in the file, its id, and every decision that it touches."""

    number: int
    id: str
    decisions: Mapping[str, Decided]

    @property
    def undecided(self) -> bool:
        """Whether any decision of it is undecided."""
        return any(decided.open for decided in self.decisions.values())


class Layout:
    """The columns of a result, the same for every row: those of each decision, empty where a row does not touch it."""

    def __init__(self, kb: KnowledgeBase, decisions: Iterable[str], *, groups: bool) -> None:
        self._decisions = [d for d in kb.decisions if d in set(decisions)]
        self._options = {d: kb.decisions[d].options for d in self._decisions}
        self._group = {d: _group_name(kb, d) for d in self._decisions}
        self._with_groups = groups
        self.columns = ("row", "id", *(column for d in self._decisions for column in self._of_decision(d)))

    def _of_decision(self, decision: str) -> list[str]:
        group = self._group[decision]
        by_group = [f"{decision}.by_{group}"] if group and self._with_groups else []
        named = ("outcome", "recommended", "undecided", *by_group, *self._options[decision])
        return [column if column.startswith(decision) else f"{decision}.{column}" for column in named]

    def cells(self, result: Result, plain: Callable[[str], str] = str) -> list[str]:
        """The row's cells, in the order of `columns`; what is not ours goes through `plain`."""
        cells = [str(result.number), plain(result.id)]
        for decision in self._decisions:
            decided = result.decisions.get(decision)
            by_group = bool(self._group[decision]) and self._with_groups
            if decided is None:
                cells += [""] * (3 + by_group + len(self._options[decision]))
                continue
            cells += [decided.outcome, ";".join(decided.recommended), ";".join(decided.undecided)]
            if by_group:
                cells.append(plain("; ".join(f"{name}: {_said(d)}" for name, d in decided.by_group.items())))
            # An option's statuses stand in the order of the decision's options.
            cells += decided.statuses.values()
        return cells

    def flat(self, result: Result) -> dict[str, str]:
        """The row as a mapping of columns to cells, for a data frame."""
        return dict(zip(self.columns, map(str, self.cells(result)), strict=True))

    def value(self, result: Result) -> dict[str, Any]:
        """The row as JSON, in the words of `recommend --json`."""
        decisions = {
            d: self._decided(result.decisions[d], d) for d in self._decisions if d in result.decisions
        }
        return {"row": result.number, "id": result.id, "decisions": decisions}

    def _decided(self, decided: Decided, decision: str, *, inner: bool = False) -> dict[str, Any]:
        value: dict[str, Any] = {
            "outcome": decided.outcome.value,
            "recommended": list(decided.recommended),
            "options": {option: decided.statuses[option].value for option in self._options[decision]},
            "undecided_because": list(decided.undecided),
        }
        if self._group[decision] and not inner:
            groups = {name: self._decided(d, decision, inner=True) for name, d in decided.by_group.items()}
            value[f"by_{self._group[decision]}"] = groups
        return value


def _group_name(kb: KnowledgeBase, decision: str) -> str:
    """What the decision's table calls its groups, or nothing where it is not judged group by group."""
    per_group = kb.decisions[decision].per_group
    columns = kb.questions[per_group.table].columns if per_group else None
    return columns.group if columns else ""


def _said(decided: Decided) -> str:
    return " ".join([decided.outcome.value, *decided.recommended])
