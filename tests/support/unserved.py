"""No servers, for examples that need none."""


def no_servers(name: str) -> None:
    """Stand where servers are lent, and lend none."""
    raise LookupError(name)
