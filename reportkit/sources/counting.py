"""The nth number of a list, written the way a Word document asks for."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_PLAIN = ("零一二三四五六七八九", "十百千")
_LEGAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_POINTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_CIRCLED_CHINESE = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
_BRACKETED_CHINESE = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
# Lists are not longer; beyond it a number is written in digits, as Word does.
LARGEST_IN_WORDS = 9999


def numeral(number: int, style: str) -> str:
    """Write a number in one of the formats of WordprocessingML (ST_NumberFormat).

    Parameters
    ----------
    number : int
        Which item of the list.
    style : str
        ``decimal``, ``chineseCounting``, … A format that is not known gives plain digits,
        ``none`` and ``bullet`` nothing.

    Examples
    --------
    >>> [numeral(n, "chineseCounting") for n in (1, 10, 11, 20, 101)]
    ['一', '十', '十一', '二十', '一百零一']
    >>> numeral(3, "decimalEnclosedCircle"), numeral(28, "lowerLetter"), numeral(4, "upperRoman")
    ('③', 'bb', 'IV')
    """
    if style in ("none", "bullet"):
        return ""
    write = _STYLES.get(style)
    return write(number) if write and 0 < number <= LARGEST_IN_WORDS else str(number)


def _counted(digits: str, units: str) -> Callable[[int], str]:
    """十一, 二十, 一百零一: the empty places between are read once, 一十 at the start as 十."""

    def write(number: int) -> str:
        text, gap = "", False
        for place, digit in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True):
            if digit == "0":
                gap = bool(text)
                continue
            text += digits[0] if gap else ""
            text += digits[int(digit)] + (units[place - 1] if place else "")
            gap = False
        short = digits is _PLAIN[0] and text.startswith("一十")
        return text[1:] if short else text

    return write


def _listed(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _wide(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


_STYLES: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            *("chineseCounting", "chineseCountingThousand", "japaneseCounting"),
            *("taiwaneseCounting", "taiwaneseCountingThousand"),
        ),
        _counted(*_PLAIN),
    ),
    **dict.fromkeys(
        ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _digits
    ),
    **dict.fromkeys(("chineseLegalSimplified", "japaneseLegal"), _counted(*_LEGAL)),
    "ideographLegalTraditional": _counted(*_LEGAL_TRADITIONAL),
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _listed(_CIRCLED)),
    "decimalEnclosedParen": _listed(_BRACKETED),
    "decimalEnclosedFullstop": _listed(_POINTED),
    "ideographEnclosedCircle": _listed(_CIRCLED_CHINESE),
    "ideographParenthesized": _listed(_BRACKETED_CHINESE),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _wide),
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
