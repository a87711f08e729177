"""Load the harness."""

pytest_plugins = ["harness.plugin"]
