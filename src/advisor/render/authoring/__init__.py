"""What the commands for authors of rules found in; text, JSON, SARIF, JUnit or a map out."""
