"""What is remembered, and what a broken file does: nothing bad."""

import pytest

from playground.ui.settings import Settings


@pytest.fixture
def file(tmp_path):
    return tmp_path / "settings.ini"


@pytest.mark.parametrize(
    ("value", "default"),
    [
        (True, False),
        (7, 0),
        (1.25, 1.0),
        ("深色 “dark”", ""),
        (b"\x00\xff\x10", b""),
        (["a, b", "路径/文件.txt", ""], []),
        (["only one"], []),
        (["/a folder/caf\udce9", "b"], []),
    ],
)
def test_values_come_back_with_their_type(qtbot, file, value, default):
    settings = Settings(file)
    settings.set("window/thing", value)
    assert settings.save()
    again = Settings(file).get("window/thing", default)
    assert again == value
    assert type(again) is type(value)


def test_what_was_never_set_is_the_default(qtbot, file):
    assert Settings(file).get("window/theme", "system") == "system"


@pytest.mark.parametrize("default", [True, 3, 1.5, b"x", ["a"]])
def test_a_value_of_another_type_counts_as_not_set(qtbot, file, default):
    settings = Settings(file)
    settings.set("window/thing", "words")
    assert settings.get("window/thing", default) == default


@pytest.mark.parametrize("value", ["[" * 100_000, "1e400", "NaN", "9" * 400, "2147483647", "-1e9"])
@pytest.mark.parametrize("default", [7, 1.5, ["a"], ""])
def test_a_value_that_nothing_can_have_counts_as_not_set(qtbot, file, value, default):
    file.write_text(f'[window]\nthing="{value}"\n', encoding="utf-8")
    assert Settings(file).get("window/thing", default) == default


def test_a_whole_number_is_a_number(qtbot, file):
    settings = Settings(file)
    settings.set("window/text_size", 2)
    assert settings.get("window/text_size", 1.0) == 2.0


@pytest.mark.parametrize(
    "content", [b"\x00\x01\xff\xfe" * 50, b"this is no settings file\n", b"[window\ntheme"]
)
def test_a_broken_file_is_set_aside(qtbot, file, content):
    file.write_bytes(content)
    settings = Settings(file)
    assert settings.get("window/theme", "system") == "system"
    settings.set("window/theme", "dark")
    assert settings.save()
    assert Settings(file).get("window/theme", "system") == "dark"
    assert file.with_name("settings.ini.broken").read_bytes() == content


def test_a_folder_in_its_place_is_set_aside(qtbot, file):
    file.mkdir()
    settings = Settings(file)
    settings.set("window/theme", "dark")
    assert settings.save()
    assert file.is_file()


def test_an_empty_file_is_no_broken_file(qtbot, file):
    file.touch()
    Settings(file)
    assert not file.with_name("settings.ini.broken").exists()


def test_a_place_that_cannot_be_written_is_no_accident(qtbot, tmp_path):
    (tmp_path / "file").touch()
    settings = Settings(tmp_path / "file" / "settings.ini")
    settings.set("window/theme", "dark")
    assert settings.get("window/theme", "system") == "dark"
    assert not settings.save()
