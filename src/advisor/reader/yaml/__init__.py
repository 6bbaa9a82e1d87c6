"""A file in; a tree of texts, lists and mappings with their places out, or every fault of form in plain words."""
