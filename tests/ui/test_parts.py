"""Damaged parts of the program are recognised, above all translations: Qt would crash on them."""

import random

import pytest

from playground.paths import bundled
from playground.ui.parts import PROPERTY, damaged_parts, is_whole, read_part


@pytest.fixture
def translation(tmp_path):
    copy = tmp_path / "playground_zh.qm"
    copy.write_bytes(bundled("resources", "i18n", "playground_zh.qm").read_bytes())
    return copy


def test_what_was_compiled_is_whole(translation):
    assert is_whole(translation)


def test_any_damage_to_a_translation_is_noticed(translation):
    whole, chance = translation.read_bytes(), random.Random(1)
    for _ in range(200):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= chance.randrange(1, 256)
        translation.write_bytes(damaged)
        assert not is_whole(translation)
        translation.write_bytes(whole[: chance.randrange(len(whole))])
        assert not is_whole(translation)


def test_a_part_that_is_not_there_is_empty(qapp):
    assert "QPushButton" in read_part("theme.qss")
    assert read_part("icons", "no such.svg") == ""
    assert damaged_parts() == ["no such.svg"]
    qapp.setProperty(PROPERTY, None)
