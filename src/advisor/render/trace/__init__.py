"""A trace in; text, JSON, DOT, a picture or W3C PROV of it out."""
