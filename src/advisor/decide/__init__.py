"""The truths of a run and a decision's policy in; a verdict out: outcome, recommendation, and where every option stands."""

from advisor.decide.bounds import bounds
from advisor.decide.conclude import Conclusion
from advisor.decide.settle import concluded, judge, reweighed
from advisor.decide.situation import Docket, Situation, docket
from advisor.decide.verdict import Alternative, Interval, OptionVerdict, Outcome, Status, Verdict

__all__ = [
    "Alternative",
    "Conclusion",
    "Docket",
    "Interval",
    "OptionVerdict",
    "Outcome",
    "Situation",
    "Status",
    "Verdict",
    "bounds",
    "concluded",
    "docket",
    "judge",
    "reweighed",
]
