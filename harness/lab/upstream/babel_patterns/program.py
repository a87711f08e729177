"""Write a date in the formats that users want."""

from babel.dates import DateTimePattern, format_datetime


def stamp(moment, formats):
    """The date in each of these formats, each a text or a pattern that was parsed before."""
    texts = [each.pattern if isinstance(each, DateTimePattern) else each for each in formats]
    return [format_datetime(moment, each, locale="en") for each in texts]
