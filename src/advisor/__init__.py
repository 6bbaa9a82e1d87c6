"""A rule-based expert system that says what it recommends, why, and why not the rest."""

__version__ = "0.1.0"
