"""Measurements: what takes a server, a load and minutes, and is published with its date.

Unlike the rest of the harness, these modules use third-party libraries.
"""
