"""Real servers, lent to scenarios."""
