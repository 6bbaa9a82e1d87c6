"""A knowledge base with its settings in, one compiled `Program` out: a circuit of gates in strata, and the
policies as data.
"""

from advisor.compiler.compile import compile_program
from advisor.compiler.program import Program

__all__ = ["Program", "compile_program"]
