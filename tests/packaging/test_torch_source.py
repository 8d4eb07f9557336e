import shutil
from collections import namedtuple

import pytest
from bootstrapping import torch_source
from bootstrapping.console import Problem
from bootstrapping.torch_source import CPU, CPU_INDEX, WITH_CUDA, check_space, sources, suits


@pytest.mark.parametrize(
    ("choice", "system", "nvidia", "names"),
    [
        ("", "Linux", False, ["local", "cpu", "cuda"]),
        ("", "Linux", True, ["local", "cuda"]),
        ("", "Darwin", False, ["local", "default"]),
        ("", "Windows", False, ["local", "default"]),
        ("", "Windows", True, ["local", "default"]),
        ("cpu", "Linux", True, ["local", "cpu"]),
        ("cpu", "Windows", True, ["local", "default"]),
        ("cuda", "Linux", False, ["cuda"]),
        ("cuda", "Windows", False, ["cuda"]),
        ("default", "Linux", False, ["cuda"]),
        ("default", "Darwin", False, ["default"]),
        ("https://x.example/cpu", "Linux", False, ["https://x.example/cpu"]),
    ],
)
def test_where_torch_comes_from(choice, system, nvidia, names):
    assert [source.name for source in sources(choice, system, nvidia)] == names


def test_only_the_builds_without_cuda_leave_out_what_torch_asks_for():
    assert CPU.options == ("--no-deps", "--index-url", CPU_INDEX)
    assert WITH_CUDA.options == ()
    assert "/cu" in " ".join(sources("cuda", "Windows", True)[0].options)


@pytest.mark.parametrize(("choice", "system"), [("tpu", "Linux"), ("cuda", "Darwin")])
def test_a_choice_that_there_is_not_gets_a_sentence(choice, system):
    with pytest.raises(Problem, match=f"LM_PLAYGROUND_TORCH is “{choice}”"):
        sources(choice, system, False)


@pytest.mark.parametrize("sign", ["proc/driver/nvidia/version", "dev/nvidia0", "bin/nvidia-smi"])
def test_a_card_is_known_by_its_driver(sign, tmp_path):
    assert not torch_source.has_nvidia(tmp_path, path=str(tmp_path / "bin"))
    (tmp_path / sign).parent.mkdir(parents=True)
    (tmp_path / sign).write_text("")
    (tmp_path / sign).chmod(0o755)
    assert torch_source.has_nvidia(tmp_path, path=str(tmp_path / "bin"))


def test_the_pin_is_read_from_the_requirements():
    assert torch_source.pinned_torch() == "torch==2.13.0"


def test_an_installed_build_suits_unless_the_other_is_asked_for():
    assert all(suits(build, choice) for build in ("cpu", "cuda") for choice in ("", "default"))
    assert suits("cpu", "cpu")
    assert suits("cuda", "cuda")
    assert not suits("cpu", "cuda")
    assert not suits("cuda", "cpu")


def test_a_small_disk_is_refused_with_numbers(tmp_path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(8e9, 7e9, 1e9))
    with pytest.raises(Problem, match=r"has 1\.0 GB free, and 1\.8 GB are needed"):
        check_space(tmp_path, CPU)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(8e9, 5e9, 3e9))
    check_space(tmp_path, CPU)
    with pytest.raises(Problem):
        check_space(tmp_path, WITH_CUDA)


class FakePip:
    """Installs only from the sources that it is told have torch."""

    def __init__(self, has):
        self.has = has
        self.asked = []

    def __call__(self, environment, words):
        source = "local" if "--no-index" in words else "cpu" if CPU_INDEX in words else "cuda"
        self.asked.append((source, "--force-reinstall" in words))
        if source not in self.has:
            raise Problem("not here")


@pytest.fixture
def linux_without_card(monkeypatch):
    monkeypatch.setattr(torch_source.platform, "system", lambda: "Linux")
    monkeypatch.setattr(torch_source, "has_nvidia", lambda: False)
    monkeypatch.setattr(torch_source, "check_space", lambda folder, source: None)


@pytest.mark.parametrize(
    ("has", "asked"),
    [
        (["local", "cpu"], ["local"]),
        (["cpu", "cuda"], ["local", "cpu"]),
        (["cuda"], ["local", "cpu", "cuda"]),
    ],
)
def test_sources_are_tried_in_order(has, asked, environment, linux_without_card, monkeypatch):
    pip = FakePip(has)
    monkeypatch.setattr(torch_source, "install", pip)
    torch_source.install_torch(environment)
    assert pip.asked == [(source, False) for source in asked]


def test_sizes_are_said_before_anything_is_fetched(
    environment, linux_without_card, monkeypatch, capsys
):
    monkeypatch.setattr(torch_source, "install", FakePip([]))
    with pytest.raises(Problem, match="not here"):
        torch_source.install_torch(environment)
    said = capsys.readouterr().err
    assert "torch==2.13.0 (cpu): about 0.2 GB to fetch" in said
    assert f"torch==2.13.0 (cuda): about {WITH_CUDA.download} GB to fetch" in said


def test_the_other_build_replaces_what_is_there(
    environment, packages, linux_without_card, monkeypatch
):
    (packages / "torch" / "version.py").write_text("cuda: Optional[str] = None\n")
    pip = FakePip(["cuda", "local"])
    monkeypatch.setattr(torch_source, "install", pip)
    torch_source.install_torch(environment)
    monkeypatch.setenv("LM_PLAYGROUND_TORCH", "cuda")
    torch_source.install_torch(environment)
    assert pip.asked == [("local", False), ("cuda", True)]
