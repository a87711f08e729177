nox -s lab
nox -s lab -- --seconds 30
nox -s lab -- --seconds 5 --workers 4 --after 0 5 --repeats 1 --seed 1
