"""Crockford base32 for what people read and type: folding, coding and a check symbol.

The check symbol is a code over the field with 32 elements: the symbols, weighted with distinct
powers of a primitive element, add up to zero. In a text of at most 31 symbols it therefore tells
of every change of one symbol and of every exchange of two, neighbours or not.
Source of the alphabet and of the folding: Crockford, "Base 32".
"""

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 5
LONGEST = 31
"""The most symbols, check symbol included, that one check symbol guards."""

_TYPED_LIMIT = 1000
_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_ALIKE = {"O": "0", "I": "1", "L": "1"}
# Punctuation (with all dashes), separators, control and format characters (with the zero-width
# ones), combining marks (with variation selectors and the enclosing keycap).
_IGNORED_CATEGORIES = frozenset({"Cc", "Cf", "Mn", "Me"})
# Minus sign, blank braille cell and the blank Hangul letters, which no category tells apart.
_IGNORED = frozenset("\u2212\u2800\u115f\u1160")
_POLYNOMIAL = 0b100101


def fold(typed: str) -> str:
    """Fold what someone typed to the alphabet; what has no symbol there stays as it is.

    NFKC; digits of any script; either case; O as 0, I and L as 1; dashes, spaces, punctuation and
    zero-width characters dropped. Only the first 1,000 characters are looked at.
    """
    looked_at = typed[:_TYPED_LIMIT]
    if looked_at.isascii():
        return looked_at.translate(_ASCII)
    normal = unicodedata.normalize("NFKC", looked_at)
    return "".join(_fold_symbol(symbol) for symbol in normal if not _is_ignored(symbol))


def is_readable(symbols: str) -> bool:
    """Whether every symbol is one of the alphabet."""
    return all(symbol in _VALUE for symbol in symbols)


def to_symbols(data: bytes) -> str:
    """Write bytes as symbols, five bits each, padded with zero bits at the end."""
    count = -(-len(data) * 8 // BITS)
    number = int.from_bytes(data, "big") << (count * BITS - len(data) * 8)
    return "".join(ALPHABET[number >> (BITS * place) & 31] for place in range(count - 1, -1, -1))


def to_bytes(symbols: str, *, size: int) -> bytes | None:
    """Read `size` bytes back; None if the padding bits are not zero or the length is another."""
    spare = len(symbols) * BITS - size * 8
    if not 0 <= spare < BITS:
        return None
    number = 0
    for symbol in symbols:
        number = number << BITS | _VALUE[symbol]
    if number & ((1 << spare) - 1):
        return None
    return (number >> spare).to_bytes(size, "big")


def with_check(symbols: str) -> str:
    """Append the check symbol; at most 30 symbols."""
    if len(symbols) >= LONGEST:
        raise ValueError("one check symbol guards at most 30 others")
    weight_of_check = _POWERS[len(symbols)]
    return symbols + ALPHABET[_multiply(_sum(symbols), _inverse(weight_of_check))]


def is_sound(symbols: str) -> bool:
    """Whether the last symbol is the check symbol of those before it."""
    return _sum(symbols) == 0


def grouped(symbols: str, *, size: int) -> str:
    """Put dashes between groups of `size` symbols."""
    return "-".join(symbols[at : at + size] for at in range(0, len(symbols), size))


def _is_ignored(symbol: str) -> bool:
    category = unicodedata.category(symbol)
    return category in _IGNORED_CATEGORIES or category[0] in "PZ" or symbol in _IGNORED


def _fold_symbol(symbol: str) -> str:
    digit = unicodedata.decimal(symbol, None)
    if digit is not None:
        return str(digit)
    upper = symbol.upper()
    return _ALIKE.get(upper, upper)


def _sum(symbols: str) -> int:
    total = 0
    for place, symbol in enumerate(symbols):
        total ^= _WEIGHTED[place][_VALUE[symbol]]
    return total


def _multiply(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 32:
            left ^= _POLYNOMIAL
        right >>= 1
    return product


def _inverse(value: int) -> int:
    return next(other for other in range(1, 32) if _multiply(value, other) == 1)


def _powers() -> tuple[int, ...]:
    powers = [1]
    while len(powers) < LONGEST:
        powers.append(_multiply(powers[-1], 2))
    return tuple(powers)


# What the rules above make of each ASCII character, so that a code is folded in one step.
_ASCII = {
    ord(symbol): "" if _is_ignored(symbol) else _fold_symbol(symbol)
    for symbol in map(chr, range(128))
}
_POWERS = _powers()
_WEIGHTED = tuple(tuple(_multiply(power, value) for value in range(32)) for power in _POWERS)
