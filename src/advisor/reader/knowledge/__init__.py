"""The trees of a knowledge base's files in; the knowledge base out, or every fault in it."""
