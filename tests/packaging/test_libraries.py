import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
from bootstrapping import debian, libraries
from bootstrapping.console import Problem
from bootstrapping.libraries import FONT, LIBRARIES, XVFB, Missing, find_missing, install_line

LINUX = sys.platform.startswith("linux")


def test_a_library_is_found_by_loading_it():
    there = "libc.so.6" if LINUX else None
    assert libraries.loads(there)
    assert not libraries.loads("libthere-is-no-such-thing.so.9")


def test_what_does_not_load_is_missing():
    lacking = {"libGL.so.1", "libxcb-cursor.so.0"}
    missing = libraries.missing_libraries(lambda soname: soname not in lacking)
    assert libraries.names(missing, "debian") == ["libgl1", "libxcb-cursor0"]


def test_the_table_is_what_a_bare_debian_lacked():
    assert set(libraries.names(LIBRARIES, "debian")) == {
        *("libgl1", "libegl1", "libglib2.0-0t64|libglib2.0-0", "libxkbcommon0"),
        *("libfontconfig1", "libdbus-1-3", "libxcb-cursor0", "libxkbcommon-x11-0"),
        *("libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0"),
    }


if LINUX:

    def test_with_the_table_installed_qt_lacks_nothing_and_uses_every_entry():
        """Ask the loader what Qt's libraries and platform plugins need."""
        qt = Path(PySide6.__file__).parent / "Qt"
        files = [qt / "lib" / f"libQt6{name}.so.6" for name in ("Widgets", "Svg", "DBus")]
        files += [qt / "plugins" / "platforms" / f"libq{name}.so" for name in ("xcb", "offscreen")]
        said = subprocess.run(
            ["ldd", *map(str, files)], capture_output=True, text=True, check=True
        ).stdout
        assert "not found" not in said
        for library in LIBRARIES:
            assert f"\t{library.name} => /" in said, library.name


def test_a_new_debian_has_new_names(monkeypatch):
    known = {"libglib2.0-0t64", "libgl1"}
    monkeypatch.setattr(debian, "is_known", known.__contains__)
    assert debian.known_name("libglib2.0-0t64|libglib2.0-0") == "libglib2.0-0t64"
    assert debian.known_name("libgl1") == "libgl1"
    known.clear()
    assert debian.known_name("libglib2.0-0t64|libglib2.0-0") == "libglib2.0-0"


@pytest.mark.parametrize(
    ("program", "line"),
    [
        ("apt-get", "sudo apt-get install libgl1 fonts-wqy-microhei"),
        ("dnf", "sudo dnf install libglvnd-glx google-noto-sans-cjk-fonts"),
        ("pacman", "sudo pacman -S --needed libglvnd noto-fonts-cjk"),
        ("zypper", "sudo zypper install libGL1 noto-sans-sc-fonts"),
        ("none", "# libGL.so.1, a Chinese font"),
    ],
)
def test_the_line_is_for_this_kind_of_system(program, line, monkeypatch):
    monkeypatch.setattr(debian, "is_known", lambda name: True)
    assert install_line([LIBRARIES[0], FONT], lambda name: name == program or None) == line


@pytest.fixture
def apt(tmp_path, monkeypatch):
    """An apt-get that notes its words; call the fixture to make it fail with some words."""
    noted = tmp_path / "noted"

    def make(says="", code=0):
        (tmp_path / "apt-get").write_text(
            f'#!/bin/sh\necho "$@" >> \'{noted}\'\ncase "$*" in *install*) '
            f"echo '{says}'; exit {code};; esac\n"
        )
        (tmp_path / "apt-get").chmod(0o755)
        return noted

    monkeypatch.setattr(debian, "is_known", lambda name: not name.endswith("t64"))
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return make


def test_apt_gets_fresh_lists_then_all_packages_by_their_names_here(apt, capsys):
    noted = apt()
    debian.apt_install(["libgl1", "libglib2.0-0t64|libglib2.0-0"])
    update, install = noted.read_text().splitlines()
    assert update.endswith(" update")
    assert install.endswith(" install -y --no-install-recommends libgl1 libglib2.0-0")
    assert capsys.readouterr().err == "    installing libgl1 libglib2.0-0\n"


def test_apt_without_network_is_a_sentence(apt):
    apt("Temporary failure resolving deb.example", code=100)
    with pytest.raises(Problem, match=r"^The system packages libgl1 are needed, and the server"):
        debian.apt_install(["libgl1"])


def test_what_else_apt_says_is_shown(apt):
    apt("E: dpkg was interrupted", code=100)
    with pytest.raises(Problem, match=r"^E: dpkg was interrupted\n.*\n    sudo apt-get install x$"):
        debian.apt_install(["x"])


@pytest.fixture
def ordinary_person(monkeypatch):
    monkeypatch.setattr(libraries, "is_root_with_apt", lambda: False)
    monkeypatch.setattr(libraries, "install_line", lambda parts: "sudo THIS")


def test_what_is_needed_stops_with_the_line_to_run(ordinary_person):
    missing = Missing((XVFB,)) + Missing((LIBRARIES[0],), (FONT,))
    with pytest.raises(Problem, match=r"lacks: Xvfb, libGL\.so\.1\. Run this(.|\n)*sudo THIS$"):
        libraries.provide(missing)


def test_what_is_wished_does_not_stop(ordinary_person, capsys):
    libraries.provide(Missing((), (FONT, XVFB)))
    said = capsys.readouterr().err
    assert "it works without: a Chinese font, Xvfb" in said
    assert "sudo THIS" in said


def test_root_installs_all_at_once(monkeypatch):
    asked = []
    monkeypatch.setattr(libraries, "is_root_with_apt", lambda: True)
    monkeypatch.setattr(libraries, "apt_install", asked.append)
    libraries.provide(Missing(LIBRARIES[:2], (FONT,)))
    assert asked == [["libgl1", "libegl1", "fonts-wqy-microhei"]]


def test_root_without_network_goes_on_if_only_a_wish_is_open(monkeypatch, capsys):
    def fail(packages):
        raise Problem("no network")

    monkeypatch.setattr(libraries, "is_root_with_apt", lambda: True)
    monkeypatch.setattr(libraries, "apt_install", fail)
    libraries.provide(Missing((), (FONT,)))
    assert "no network" in capsys.readouterr().err
    with pytest.raises(Problem, match="no network"):
        libraries.provide(Missing((LIBRARIES[0],), ()))


def test_a_font_is_found_by_its_name_where_fontconfig_cannot_be_asked(tmp_path, monkeypatch):
    monkeypatch.setattr(libraries.shutil, "which", lambda name: None)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "DejaVuSans.ttf").write_text("")
    assert not libraries.has_chinese_font([tmp_path, tmp_path / "not there"])
    (tmp_path / "deep" / "NotoSansCJK-Regular.ttc").write_text("")
    assert libraries.has_chinese_font([tmp_path])


def test_only_linux_is_asked_for_anything():
    assert not find_missing(wishes=True, for_tests=True, platform="win32")
    assert not find_missing(wishes=True, for_tests=True, platform="darwin")


def test_wishes_are_looked_for_only_when_wanted(monkeypatch):
    monkeypatch.setattr(libraries, "missing_libraries", list)
    monkeypatch.setattr(libraries, "has_chinese_font", lambda: False)
    monkeypatch.setattr(libraries, "has_xvfb", lambda: False)
    assert find_missing(wishes=True, for_tests=True, platform="linux").all == (FONT, XVFB)
    assert find_missing(wishes=True, for_tests=False, platform="linux").all == (FONT,)
    assert not find_missing(wishes=False, for_tests=False, platform="linux")
