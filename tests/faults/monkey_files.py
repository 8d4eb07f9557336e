"""What the monkey finds in its folder: texts and exported runs, good ones and bad ones."""

import random
import shutil
from pathlib import Path

from playground.engine.work import finish
from playground.services.sharing import export_run
from playground.services.workspace import Workspace
from tests.ui.trained import train_tiny

TITLES = ("<b>x</b><img src=x>", "龟兔赛跑 🐢", "&File", "a" * 300, "{title} %s %1")


def lay_out(folder: Path, workspace: Path) -> list[Path]:
    """Train a run in the workspace, and write files to open, to drop and to import."""
    run = train_tiny(workspace)
    return [*_texts(folder), *_exported(folder, workspace, run)]


def spoil_a_run(workspace: Path, chance: random.Random) -> None:
    """Take a run away, or damage a file of it, as other programs may do at any time."""
    runs = [run for run in sorted((workspace / "runs").iterdir()) if (run / "run.json").is_file()]
    if not runs:
        return
    run = chance.choice(runs)
    files = sorted(file for file in run.iterdir() if file.is_file())
    if chance.random() < 0.3 or not files:
        shutil.rmtree(run, ignore_errors=True)
    else:
        file = chance.choice(files)
        file.write_bytes(file.read_bytes()[: chance.randrange(200)])


def _texts(folder: Path) -> list[Path]:
    files = {
        "good.txt": "".join(f"{i} times {i} is {i * i}.\n" for i in range(400)).encode(),
        "<b>x</b><img src=x>.txt": b"the hen met the cat.\n" * 300,
        "empty.txt": b"",
        "short.txt": b"abc",
        "binary.txt": bytes(range(256)) * 8,
        "中文.txt": ("从前有一只乌龟，它走得很慢。" * 200).encode("gb18030"),
        "one line.txt": b"x" * 200_000,
    }
    for place in (folder, folder / "folder"):
        place.mkdir(exist_ok=True)
        for name, content in files.items():
            file = place / name.replace("/", "∕")
            file.write_bytes(content)
    names = [name.replace("/", "∕") for name in files]
    return [folder / name for name in (*names, "folder", "gone.txt")]


def _exported(folder: Path, workspace: Path, trained: Path) -> list[Path]:
    place = Workspace(workspace)
    files = []
    for number, title in enumerate(TITLES):
        place.rename(place.find(trained.name), title)
        files.append(finish(export_run(place.find(trained.name), folder / f"run {number}.lmrun")))
    whole = files[0].read_bytes()
    damaged = bytearray(whole)
    damaged[len(whole) // 2] ^= 0xFF
    for name, content in (
        ("no zip.lmrun", b"no zip"),
        ("half.lmrun", whole[: len(whole) // 2]),
        ("damaged.lmrun", bytes(damaged)),
        ("empty.lmrun", b""),
    ):
        files.append(folder / name)
        files[-1].write_bytes(content)
    return files
