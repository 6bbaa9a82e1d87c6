"""The rule author's tools: a knowledge base and its scenarios in, findings out."""
