"""All the cases that rules could tell apart: a program or a knowledge base in; every case, or a solver over them, out."""
