"""A question and typed lines in; its finished answer out, one step of a form at a time."""
