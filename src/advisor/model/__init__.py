"""The knowledge base, a case and a condition as immutable values; no reading, no running, no printing."""
