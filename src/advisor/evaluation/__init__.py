"""A compiled program and many cases in, what holds in each of them out: one integer a gate, bit i is case i."""

from advisor.evaluation.rails import Rails, evaluate

__all__ = ["Rails", "evaluate"]
