"""Words: the pinned list, fingerprints that differ, passphrases that use all their bits."""

import secrets

from intake.vault.symbols.words import fingerprint_words, passphrase, word_list


def test_the_list_has_2048_words_told_apart_by_four_letters() -> None:
    words = word_list()
    assert len(words) == 2048
    assert len({word[:4] for word in words}) == 2048


def test_a_fingerprint_is_six_words_and_another_keys_differs() -> None:
    one, other = fingerprint_words(b"key one"), fingerprint_words(b"key two")
    assert len(one) == len(other) == 6
    assert one == fingerprint_words(b"key one") != other
    assert set(one) <= set(word_list())


def test_a_passphrase_is_six_random_words() -> None:
    assert passphrase(lambda count: bytes(count)) == " ".join(["abandon"] * 6)
    assert passphrase(lambda count: b"\xff" * count) == " ".join(["zoo"] * 6)
    many = {passphrase(secrets.token_bytes) for _ in range(50)}
    assert len(many) == 50
