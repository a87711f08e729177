CREATE TABLE permit (number INTEGER PRIMARY KEY, taken_at REAL);
INSERT INTO permit (number) VALUES (1), (2);
