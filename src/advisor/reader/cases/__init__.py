"""A case, a table or a form of blanks in, as a file has it; checked values out, or every fault in it."""
