"""How offices and sites write a date."""

from __future__ import annotations

from datetime import date

from .chance import Chance
from .numerals import chinese

WEEKDAYS = "一二三四五六日"
DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
FORMS = {
    "long": "{y}年{m}月{d}日",
    "padded": "{y}年{m:02}月{d:02}日",
    "iso": "{y}-{m:02}-{d:02}",
    "iso_time": "{y}-{m:02}-{d:02} {hour:02}:{minute:02}",
    "slash_time": "{y}/{m:02}/{d:02} {hour:02}:{minute:02}",
    "slash_seconds": "{y}/{m:02}/{d:02} {hour:02}:{minute:02}:{second:02}",
    "dotted": "{y}.{m}.{d}",
    "weekday": "{y}年{m}月{d}日 星期{weekday}",
}


def written(day: date, form: str, chance: Chance) -> str:
    """Write a date in a form; a time of day comes by chance, within office hours.

    Examples
    --------
    >>> written(date(2024, 3, 18), "chinese", Chance(1))
    '二〇二四年三月十八日'
    """
    if form == "chinese":
        year = str(day.year).translate(DIGITS)
        return f"{year}年{chinese(day.month)}月{chinese(day.day)}日"
    return FORMS[form].format(
        y=day.year,
        m=day.month,
        d=day.day,
        hour=chance.between(8, 17),
        minute=chance.between(0, 59),
        second=chance.between(0, 59),
        weekday=WEEKDAYS[day.weekday()],
    )


def frozen(chance: Chance) -> date:
    """Give the day at which an old site's banner stood still."""
    return date(chance.between(2013, 2019), chance.between(1, 12), chance.between(1, 28))
