"""Sealed archives: a stream of bytes to one public key, written and read in pieces.

A file is ``magic || u32 box length || box || Cobblestone-256 stream``. The box holds a fresh data
key. What is read counts only once the stream's final mark was checked.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from intake.vault.boxes import PrivateKey, PublicKey, open_box, seal_box
from intake.vault.errors import SealBroken, UnknownFormat
from intake.vault.keys import new_key
from intake.vault.randomness import RandomBytes

MAGIC = b"intake-archive-1\n"
_PIECE = 1 << 20
_LONGEST_BOX = 1 << 14


def write_archive(
    file: BinaryIO,
    pieces: Iterable[bytes],
    *,
    public: PublicKey,
    random: RandomBytes,
    context: bytes,
) -> None:
    """Seal ``pieces`` into ``file``; memory stays at one piece. Raises KeyMalformed."""
    key = new_key(random)
    box = seal_box(public, key, info=context)
    file.write(MAGIC + len(box).to_bytes(4, "big") + box)
    encryptor = Cobblestone256Encryptor(key, context)
    for piece in pieces:
        file.write(encryptor.update(piece))
    file.write(encryptor.finalize())


def read_archive(file: BinaryIO, *, private: PrivateKey, context: bytes) -> Iterator[bytes]:
    """The pieces of an archive.

    The caller keeps nothing of them if the iteration ends in an error: only its normal end says
    that the archive is whole.

    Raises:
        UnknownFormat: the file is no archive of this release.
        SealBroken: another key, an altered or a truncated file.
    """
    if file.read(len(MAGIC)) != MAGIC:
        raise UnknownFormat("not an archive of this release")
    length = int.from_bytes(file.read(4), "big")
    if not 0 < length <= _LONGEST_BOX:
        raise UnknownFormat("not an archive of this release")
    key = open_box(private, file.read(length), info=context)
    decryptor = Cobblestone256Decryptor(key, context)
    try:
        while piece := file.read(_PIECE):
            yield decryptor.update(piece)
        yield decryptor.finalize()
    except (InvalidTag, ValueError, TypeError):
        raise SealBroken("the archive is altered, truncated or not whole") from None
