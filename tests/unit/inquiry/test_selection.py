"""Names as a person types them, made into a selection, or refused with a way out."""

from __future__ import annotations

import pytest

from advisor.errors import UsageError
from advisor.inquiry.selection import Wanted, selection_of
from tests.unit.explanation.traces import explained

ALL_FIVE = "across/all-five-in-2026"
GROUPS = "collaboration/several-providers-one-value-unknown"


def test_names_are_taken_as_they_are_meant():
    group = next(iter(explained(GROUPS).decisions["collaboration"].groups))
    selection = selection_of(
        explained(GROUPS), Wanted(options=("shared",), rules=("col-110",), group=group, decisive=True)
    )
    assert selection.options == ("collaboration.shared",)
    assert selection.rules == ("COL-110",)
    assert (selection.group, selection.decisive, selection.everything) == (group, True, False)


@pytest.mark.parametrize(
    ("name", "wanted", "closest", "hint"),
    [
        (ALL_FIVE, Wanted(decisions=("footprnt",)), "footprint", "it has: collaboration, delivery"),
        (ALL_FIVE, Wanted(rules=("INT-081",)), "INT-080", "and more"),
        (ALL_FIVE, Wanted(options=("lead-provider",)), "", "delivery.lead-provider, provision.lead-provider"),
        (GROUPS, Wanted(group="city hospital"), "City Hospital", "City Hospital"),
        ("integration/barrier-2-and-3", Wanted(group="Anywhere"), "", "it has none"),
    ],
)
def test_a_name_that_the_case_does_not_have_is_refused(name, wanted, closest, hint):
    with pytest.raises(UsageError) as caught:
        selection_of(explained(name), wanted)
    assert caught.value.closest == closest
    assert hint in caught.value.hint
