python -m harness.lab.load "http://127.0.0.1:$1/error" --connections 40 --seconds 5
