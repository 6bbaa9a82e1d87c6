"""A case and changed answers in; the case settled both ways, and what changed between the two, out."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.consultation import consult
from advisor.explanation import CaseExplanation
from advisor.explanation.comparison import WhatIf, compare_cases
from advisor.inquiry.changes import changed_case


def what_if(before: CaseExplanation, texts: Sequence[str]) -> WhatIf:
    """Settle an explained case again with the changes typed in `texts`. Raises as `changed_case` does."""
    case, changes = changed_case(before.kb, before.case, texts)
    after = consult(before.kb, case)
    return WhatIf(changes, after, compare_cases(before, after))
