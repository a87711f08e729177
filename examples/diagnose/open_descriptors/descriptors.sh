# What a process has open, the most frequent first: sh descriptors.sh PID
ls -l "/proc/$1/fd" | sed -n 's/.* -> //p' | sed 's/:\[[0-9]*\]$//' |
    sort | uniq -c | sort -rn
