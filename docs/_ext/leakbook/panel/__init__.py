"""One example on a page: its files, its evidence, its session, its downloads."""
