import pytest
from bootstrapping.console import Problem
from bootstrapping.systems import System, check_system, this_system

LINUX = System("Linux", "x86_64", 64, ("glibc", "2.36"), "")
MAC = System("Darwin", "arm64", 64, ("", ""), "15.1")
WINDOWS = System("Windows", "AMD64", 64, ("", ""), "")


@pytest.mark.parametrize("system", [LINUX, MAC, WINDOWS, this_system()])
def test_good_computers_pass(system):
    check_system(system)


@pytest.mark.parametrize(
    ("system", "sentence"),
    [
        (LINUX._replace(bits=32), "32-bit"),
        (LINUX._replace(libc=("glibc", "2.31")), r"glibc 2\.34 or later .*has glibc 2\.31"),
        (LINUX._replace(libc=("", "")), "has another one"),
        (LINUX._replace(machine="aarch64"), r"glibc 2\.39"),
        (LINUX._replace(machine="riscv64"), "riscv64"),
        (MAC._replace(machine="x86_64"), r"Intel Macs ended with version 2\.2"),
        (MAC._replace(macos="13.6"), r"macOS 14 or later, and this is macOS 13\.6"),
        (WINDOWS._replace(machine="ARM64"), "no torch for Windows on ARM64"),
    ],
)
def test_others_get_a_sentence(system, sentence):
    with pytest.raises(Problem, match=sentence):
        check_system(system)
