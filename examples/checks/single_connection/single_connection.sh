#!/bin/sh
export POOL_SIZE=1 POOL_OVERFLOW=0 POOL_TIMEOUT=1
exec python -m pytest "$@"
