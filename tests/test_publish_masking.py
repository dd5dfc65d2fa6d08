"""What a masked copy does not tell."""

import re
from pathlib import Path

import pytest

from newsarchive.errors import UsageMistake
from newsarchive.publish.masking import Mask, excerpt, read_key
from newsarchive.publish.masking import address as masked_address

MASK = Mask(b"k" * 32, ["Zoë Quill", "Abd al Karim", "Bobcat77", "Al", "Qix", "Vexo", "Quilla", "的人"])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Write to ann.lee+x@mail.example.org.", "Write to [e-mail]."),
        ("ann (at) example.org", "[e-mail]"),
        ("Ruf mich: ann＠example.org", "Ruf mich: [e-mail]"),
        ("From 192.168.2.17, again", "From [ip], again"),
        ("2001:db8:0:1::7f and ::1", "[ip] and ::1"),
        ("Call +49 (30) 123-456 78 now", "Call [phone] now"),
        ("Call 0301234567!", "Call [phone]!"),
        ("On 2023-10-19 at 15:46, 1,000,000 people", "On 2023-10-19 at 15:46, 1,000,000 people"),
        ("https://secure.gravatar.com/avatar/0123456789abcdef0123456789abcdef?s=96", "[avatar]"),
        ("hash 0123456789abcdef0123456789abcdef", "hash [avatar]"),
        ("I agree with ZOË quill, and Zoë", "I agree with [name], and Zoë"),
        ("@Bobcat77: no", "@[name]: no"),
        ("bobcat77s and Al", "bobcat77s and Al"),
        ("BOBCAT77, Quilla, quilla", "[name], [name], quilla"),
        ("abd al-karim wrote", "[name] wrote"),
        ("Vexo, vexo and Qix", "[name], vexo and Qix"),
        ("version 1.2.3 of 10.5", "version 1.2.3 of 10.5"),
        ("", ""),
        (None, None),
    ],
)
def test_a_text_tells_no_way_to_a_person(text: str | None, masked: str | None) -> None:
    assert MASK.text(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("@al @QIX @quilla @other", "@[name] @[name] @[name] @other"),
        ("Qix, you and Al are right, ann@example.org", "[name], you and Al are right, [e-mail]"),
        ("", ""),
        (None, None),
    ],
)
def test_among_readers_short_names_are_names_too(text: str | None, masked: str | None) -> None:
    assert MASK.comment(text) == masked


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.com/?to=ann@mail.example.org", "https://example.com/?to=[e-mail]"),
        ("https://secure.gravatar.com/avatar/0123456789abcdef0123456789abcdef", "[avatar]"),
        ("https://example.com/2023/10/19/story/", "https://example.com/2023/10/19/story/"),
        (None, None),
    ],
)
def test_an_address_tells_no_mailbox(address: str | None, shown: str | None) -> None:
    assert masked_address(address) == shown


def test_a_byline_that_is_a_readers_name_is_another_pseudonym() -> None:
    signed = MASK.signed("By zoë QUILL and Jane Roe")
    assert signed is not None and re.fullmatch(r"By name-[0-9a-f]{32} and Jane Roe", signed)
    assert MASK.signed("Zoë Quill") == signed[3:-13]
    assert signed[8:-13] not in str(MASK.pseudonym("bbn", "Zoë Quill"))


def test_a_pseudonym_is_the_same_for_a_name_and_another_on_another_portal() -> None:
    one = MASK.pseudonym("bbn", "Zoë Quill")
    assert one == MASK.pseudonym("bbn", " zoe\u0308  QUILL") and one is not None and len(one) == len("reader-") + 32
    assert one not in (MASK.pseudonym("other", "Zoë Quill"), Mask(b"x" * 32).pseudonym("bbn", "Zoë Quill"))
    assert MASK.pseudonym("bbn", None) is None


def test_an_excerpt_is_short_and_one_piece() -> None:
    assert excerpt("a\n\nb") == "a b"
    cut = excerpt("word " * 200)
    assert cut is not None and len(cut) <= 280 and cut.endswith(" […]")
    assert excerpt(None) is None


def test_a_key_is_made_once_and_for_nobody_else(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "k"
    key = read_key(file)
    assert len(key) == 32 and read_key(file) == key and file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("mode", "content", "words"), [(0o644, b"k" * 32, "others can read"), (0o600, b"k", "shorter")]
)
def test_a_key_that_keeps_no_secret_is_refused(tmp_path: Path, mode: int, content: bytes, words: str) -> None:
    (tmp_path / "k").write_bytes(content)
    (tmp_path / "k").chmod(mode)
    with pytest.raises(UsageMistake, match=words):
        read_key(tmp_path / "k")
