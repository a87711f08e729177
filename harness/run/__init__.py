"""Beside the example, in its process: what a scenario declares, and how its calls are measured."""
