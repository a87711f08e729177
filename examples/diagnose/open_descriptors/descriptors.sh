# What a process has open, the most frequent first: sh descriptors.sh PID
cd "/proc/$1/fd" || exit
ls -l | sed -n 's/.* -> //p' | sed 's/:\[[0-9]*\]$//' |
    sort | uniq -c | sort -rn
