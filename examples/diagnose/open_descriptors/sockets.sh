# The states of this host's sockets, the most frequent first. With a port,
# only those that have it at one of their ends: sh sockets.sh 5432
port=$(test -n "$1" && printf ':%04X' "$1")
awk -v port="$port" '
    BEGIN {
        state["01"] = "ESTABLISHED"; state["02"] = "SYN_SENT"
        state["06"] = "TIME_WAIT"; state["08"] = "CLOSE_WAIT"
        state["0A"] = "LISTEN"
    }
    FNR > 1 && index($2 " " $3 " ", port) {
        print ($4 in state) ? state[$4] : "state " $4
    }' /proc/net/tcp /proc/net/tcp6 | sort | uniq -c | sort -rn
