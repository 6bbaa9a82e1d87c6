"""Faults planted in rules in; which of them no scenario would notice, and what shows each, out."""
