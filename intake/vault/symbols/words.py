"""Words for people: to compare fingerprints aloud, and for passphrases.

The list is the English one of BIP 39 (2,048 words, told apart by their first four letters), as
the package `mnemonic` ships it; another list would change every fingerprint, so it is pinned.
"""

import hashlib
from functools import cache
from importlib.resources import files

from intake.vault.errors import UnknownFormat
from intake.vault.randomness import RandomBytes, draw

WORDS = 6
BITS_PER_WORD = 11
_LIST_SHA256 = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"
# Makes each guess at a key with the same words some 30,000 times dearer: 2^66 becomes 2^81.
_STRETCH = 2**15
_FINGERPRINT = b"intake/v1/fingerprint-words"


@cache
def word_list() -> tuple[str, ...]:
    """The 2,048 words; raises UnknownFormat if the installed list is another one."""
    data = (files("mnemonic") / "wordlist" / "english.txt").read_bytes()
    if hashlib.sha256(data).hexdigest() != _LIST_SHA256:
        raise UnknownFormat("the installed word list is not the one fingerprints are made with")
    return tuple(data.decode("ascii").split())


def fingerprint_words(public_bytes: bytes) -> tuple[str, ...]:
    """Six words that stand for a public key, to be compared by voice or on paper."""
    stretched = hashlib.pbkdf2_hmac("sha256", public_bytes, _FINGERPRINT, _STRETCH, dklen=9)
    return _words(stretched)


def passphrase(random: RandomBytes) -> str:
    """Six random words (66 bits) with spaces between, offered as a password."""
    return " ".join(_words(draw(random, 9)))


def _words(data: bytes) -> tuple[str, ...]:
    number = int.from_bytes(data, "big")
    words = word_list()
    return tuple(words[number >> (BITS_PER_WORD * place) & 2047] for place in range(WORDS))
