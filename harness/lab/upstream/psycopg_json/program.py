"""Choose how a new connection writes its values."""

import json

import psycopg
from psycopg.adapt import AdaptersMap
from psycopg.types.json import set_json_dumps


def adapters(compact):
    """As for every connection; without spaces in its JSON if that is wanted."""
    chosen = AdaptersMap(psycopg.adapters)
    if compact:
        set_json_dumps(lambda value: json.dumps(value, separators=(",", ":")), chosen)
    return chosen
