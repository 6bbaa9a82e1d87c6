"""A case and changed answers in; the case settled both ways, and what changed between the two, out."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.explanation.comparison import WhatIf, compare_cases
from advisor.inquiry.changes import changed_case
from advisor.inquiry.inquirer import Inquirer


def what_if(inquirer: Inquirer, texts: Sequence[str]) -> WhatIf:
    """Settle an explained case again with the changes typed in `texts`. Raises as `changed_case` does."""
    case, changes = changed_case(inquirer.kb, inquirer.case, texts)
    after = inquirer.explain(case)
    return WhatIf(changes, after, compare_cases(inquirer.explanation, after))
