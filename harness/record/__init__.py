"""Plain data: readings, findings, the examples there are, and their evidence."""
