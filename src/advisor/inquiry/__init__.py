"""A settled case and questions about it in; why, why not, and what would follow from other answers, out."""
