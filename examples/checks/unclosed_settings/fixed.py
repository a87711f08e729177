"""Read the settings of a sensor."""

import json


def settings(path):
    with open(path) as file:
        return json.load(file)
