"""Tables of what is measured over many runs or over all examples."""
