"""What is tied to what: a knowledge base and an id in; entries, a handbook and a table of its statements out."""
