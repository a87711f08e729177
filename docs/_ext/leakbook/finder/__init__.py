"""From a symptom to its page: the tables, and the box to paste an error into."""
