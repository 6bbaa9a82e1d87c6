"""A compiled program and given facts in; truths and a trace out, by forward chaining on experta. The only
importer of experta.
"""

from advisor.inference.engine import Inference, Run

__all__ = ["Inference", "Run"]
