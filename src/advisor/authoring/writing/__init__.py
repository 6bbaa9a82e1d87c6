"""What an author adds or wants put right in; files and stubs, and the schema that editors know them by, out."""
