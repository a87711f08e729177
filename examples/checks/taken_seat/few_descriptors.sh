#!/bin/sh
ulimit -n 64
exec python -m pytest "$@"
