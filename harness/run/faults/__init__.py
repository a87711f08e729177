"""The gate of all faults: a fix is run with every fault of the closed list, one at a time."""
