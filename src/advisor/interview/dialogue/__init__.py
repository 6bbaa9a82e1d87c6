"""An opened session and a console in; the conversation on it out."""
