"""What was read, as pictures: the chart of a run, and the tray to step through."""
