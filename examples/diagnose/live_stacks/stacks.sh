# Print the stacks of a running process into its error log: sh stacks.sh PID
kill -USR1 "$1"
