"""A run in one file, and what a person who means no good might make of it."""

import io
import random
import stat
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path

from playground.engine.config import SamplingConfig
from playground.engine.events import Shared
from playground.engine.sample import generate
from playground.engine.work import finish
from playground.services.importing import import_run
from playground.services.runs import Run
from playground.services.sharing import export_run
from playground.services.workspace import Workspace, read
from tests.faults.mutations import BYTES, Mutation, change_header, change_json, flip_bits
from tests.faults.places import TEXT, a_text, corpus_in, train_a_little

NAMES = (
    "../evil", "/tmp/evil", "..", ".", "", "/", "C:\\evil", "snapshots\\1.safetensors", "RUN.JSON",
    "snapshots/../run.json", "snapshots/", "snapshots/1.safetensors/x", "snapshots/².safetensors",
    "./run.json", "run.json/", "run.json ", "run.lock", "x" * 5000, "\u202egnp", "\x07", "\ud83d",
    "snapshots/999999999999.safetensors", "snapshots/0.safetensors", "text.txt", "con", "nul.txt",
)  # fmt: skip


def an_archive(place: Path) -> Path:
    """Make an exported run."""
    a_text(TEXT.encode())(place)
    file = place / "a.lmrun"
    finish(export_run(train_a_little(place, corpus_in(place), "gpt"), file))
    return file


def take_in(place: Path) -> None:
    """Import a run, and let it write."""
    workspace = Workspace(place / "other")
    try:
        *_, last = import_run(place / "a.lmrun", workspace.folder)
    finally:
        left = list(workspace.folder.glob(".import*")) if workspace.folder.exists() else []
        assert not left, left
    assert isinstance(last, Shared)
    run = read(Path(last.path))
    assert isinstance(run, Run), run.problem
    run.metrics(), run.snapshots(), run.sparkline()
    if run.has_weights:
        loaded = workspace.load(run)
        list(generate(loaded.model, loaded.tokenizer, "1 ", SamplingConfig(length=2, seed=1)))


def change_members(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Pack the archive again with other files in it, or stranger ones."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, OSError):
        return flip_bits(data, chance, others)
    for _ in range(chance.choice((1, 1, 1, 3))):
        number = chance.randrange(len(members))
        members[number : number + 1] = chance.choice(CHANGES)(*members[number], chance, others)
        if not members:
            break
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w") as archive:
        warnings.simplefilter("ignore")  # of names that come twice
        for info, content in members:
            archive.writestr(info, content)
    return packed.getvalue()


Member = tuple[zipfile.ZipInfo, bytes]


def _content(
    info: zipfile.ZipInfo, content: bytes, chance: random.Random, others: Sequence[bytes]
) -> list[Member]:
    kinds: tuple[Mutation, ...] = (chance.choice(BYTES), change_json)
    if info.filename.endswith(".safetensors"):
        kinds = (chance.choice(BYTES), change_header)
    return [(info, chance.choice(kinds)(content, chance, others))]


def _name(
    info: zipfile.ZipInfo, content: bytes, chance: random.Random, others: Sequence[bytes]
) -> list[Member]:
    other = zipfile.ZipInfo(chance.choice(NAMES).encode("utf-8", "replace").decode())
    return [(other, content)]


def _missing(
    info: zipfile.ZipInfo, content: bytes, chance: random.Random, others: Sequence[bytes]
) -> list[Member]:
    return []


def _twice(
    info: zipfile.ZipInfo, content: bytes, chance: random.Random, others: Sequence[bytes]
) -> list[Member]:
    return [(info, content), *_name(info, content, chance, others), (info, content)]


def _link(
    info: zipfile.ZipInfo, content: bytes, chance: random.Random, others: Sequence[bytes]
) -> list[Member]:
    link = zipfile.ZipInfo(info.filename)
    link.create_system = 3  # Unix
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return [(link, b"/etc/passwd")]


def _bomb(
    info: zipfile.ZipInfo, content: bytes, chance: random.Random, others: Sequence[bytes]
) -> list[Member]:
    packed = zipfile.ZipInfo(info.filename)
    packed.compress_type = chance.choice(
        (zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    )
    return [(packed, content + bytes(chance.choice((10_000, 1_000_000))))]


CHANGES = (_content, _content, _content, _content, _name, _missing, _twice, _link, _bomb)
