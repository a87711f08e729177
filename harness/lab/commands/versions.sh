nox -s versions
nox -s versions -- fastapi
