"""A verdict and its trace in; why, why not and what is open out, as values that every renderer prints. Never
the machinery.
"""

from advisor.explanation.case import CaseExplanation
from advisor.explanation.decision import DecisionExplanation, OptionExplanation, explain_decision, wording_for
from advisor.explanation.finding import Explained, Finding
from advisor.explanation.notes import Note
from advisor.explanation.proof import Step, proof_of
from advisor.explanation.wording import Wording

__all__ = [
    "CaseExplanation",
    "DecisionExplanation",
    "Explained",
    "Finding",
    "Note",
    "OptionExplanation",
    "Step",
    "Wording",
    "explain_decision",
    "proof_of",
    "wording_for",
]
