"""Files and records of many cases in; blocks of rows as cells out, each fault with its row."""
