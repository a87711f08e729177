createdb lab
psql lab -c "CREATE TABLE item (id serial PRIMARY KEY, name text NOT NULL)"
DATABASE_URL=postgresql:///lab LAB_FORM=with python -m harness.lab.serve 4
