nox -s upstream
nox -s upstream -- anyio_lock
