"""Two versions of a knowledge base in; what is written otherwise and which outcomes change, exactly, out."""
