"""The truths of a run and a decision's policy in; a verdict out: outcome, recommendation, and where every option stands."""

from advisor.decide.settle import judge, reweighed
from advisor.decide.situation import Situation
from advisor.decide.verdict import Alternative, Interval, OptionVerdict, Outcome, Status, Verdict

__all__ = [
    "Alternative",
    "Interval",
    "OptionVerdict",
    "Outcome",
    "Situation",
    "Status",
    "Verdict",
    "judge",
    "reweighed",
]
