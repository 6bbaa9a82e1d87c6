"""Scenarios: what differs from what they expect, what they touch, and new ones that show something."""
