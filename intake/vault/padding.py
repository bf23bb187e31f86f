"""Padding of text before sealing, so that a length tells a size class and nothing finer."""

from intake.vault.errors import SealBroken

PART_FLOOR = 4096
"""Smallest padded size, in bytes, of narrative and answers."""
MESSAGE_FLOOR = 1024
"""Smallest padded size, in bytes, of messages, notes and identity."""
ADDRESS_FLOOR = 1024
"""Smallest padded size, in bytes, of an email address: 254 characters of any script fit."""
PROFILE_FLOOR = 2048
"""Smallest padded size, in bytes, of a name with an address: both at their longest fit."""

_LENGTH = 4


def padded_size(length: int, *, floor: int) -> int:
    """The size in bytes of a text of `length` bytes once padded: a power of two from `floor` up.

    Four of these bytes hold the true length. Raises ValueError if `floor` is no power of two.
    """
    if floor < 2 * _LENGTH or floor & (floor - 1):
        raise ValueError("the floor is a power of two")
    needed = length + _LENGTH
    return max(floor, 1 << (needed - 1).bit_length())


def pad(data: bytes, *, floor: int) -> bytes:
    """Write the length in front and zeros behind, up to `padded_size`."""
    size = padded_size(len(data), floor=floor)
    return (len(data).to_bytes(_LENGTH, "big") + data).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """Give back what `pad` was given; raises SealBroken if the padding is not as `pad` makes it."""
    length = int.from_bytes(padded[:_LENGTH], "big")
    end = _LENGTH + length
    power_of_two = len(padded) >= 2 * _LENGTH and not len(padded) & (len(padded) - 1)
    if not power_of_two or end > len(padded) or padded[end:].strip(b"\0"):
        raise SealBroken("the padding is not sound")
    return padded[_LENGTH:end]
