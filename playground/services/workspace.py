"""The workspace: the folder of all runs, and what can be done with them.

Listing, finding, renaming and deleting need no torch.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from playground import paths
from playground.engine.config import RunConfig
from playground.errors import (
    FolderUnreadable,
    PlaygroundError,
    RunAmbiguous,
    RunBusy,
    RunIsDone,
    RunIsReadOnly,
    RunMissing,
    RunStrange,
    RunWithoutState,
)
from playground.services import claim, lock, metrics, record, values
from playground.services.disk import writing
from playground.services.order import newest_first
from playground.services.record import change_record
from playground.services.runs import (
    FILES,
    PICTURE,
    SNAPSHOTS,
    STATE,
    BrokenRun,
    Run,
    is_run,
    read_run,
    run_folders,
)
from playground.services.trash import Trash, Trashed, is_ours
from playground.text import mark

if TYPE_CHECKING:
    from playground.engine.corpus import Corpus
    from playground.engine.models.base import LanguageModel
    from playground.engine.tokenizers import Tokenizer
    from playground.services.training import Training

LAST = "last"
# What may lie in the folder of a run, also what file managers write there.
OF_A_RUN = {record.FILE, metrics.FILE, claim.FILE, SNAPSHOTS, PICTURE, *FILES}
OF_A_RUN |= {".DS_Store", "desktop.ini", "Thumbs.db"}


@dataclass(frozen=True)
class Loaded:
    """A model that is ready to write."""

    model: LanguageModel
    tokenizer: Tokenizer
    run: Run


class Workspace:
    """All runs of a person."""

    def __init__(self, home: Path | None = None) -> None:
        """Use the workspace in `home`; by default where `paths.home` says. Makes no folder."""
        self.home = paths.home() if home is None else home
        self.folder = self.home / "runs"
        self.cache = paths.cache() if self.home == paths.home() else self.home / "cache"
        self.trash = Trash(self.home / "trash")

    # Listing and finding

    def runs(self) -> list[Run]:
        """Return all runs that can be read, newest first."""
        return [run for run in self._all() if isinstance(run, Run)]

    def broken(self) -> list[BrokenRun]:
        """Return the run folders that cannot be read, with what is wrong, newest first."""
        return [run for run in self._all() if isinstance(run, BrokenRun)]

    def starters(self) -> list[Run]:
        """Return the models that came with the program, by name."""
        found = [read(path, read_only=True) for path in _starters()]
        return sorted((run for run in found if isinstance(run, Run)), key=lambda run: run.name)

    def find(self, name: str) -> Run:
        """Return the run that is meant by a folder, a name, a unique beginning of it, or "last".

        Raises:
            RunMissing: There is none.
            RunAmbiguous: There are several.
            RunBroken: It cannot be read.
            RunTooNew: It was written by a later version.
        """
        folder = self.locate(name)
        return read_run(folder, read_only=_is_starter(folder))

    def locate(self, name: str) -> Path:
        """Return the folder of a run, whole or broken; see `find`."""
        with suppress(OSError, ValueError):  # a name that no file can have
            path = paths.as_written(Path(name))
            if name and is_run(path):
                return path.resolve()
        own = [run.path for run in self._all()]
        if name == LAST and own:
            return own[0]
        folders = [*own, *_starters()]
        exact = [folder for folder in folders if folder.name == name]
        exact = exact or [folder for folder in folders if paths.is_same(folder.name, name)]
        matches = exact or [folder for folder in folders if name and _begins(folder.name, name)]
        if not matches:
            raise RunMissing(name=name, count=len(own), folder=self.folder)
        if len(matches) > 1:
            names = ", ".join(sorted(folder.name for folder in matches)[:5])
            raise RunAmbiguous(name=name, count=len(matches), matches=names)
        return matches[0]

    # Changing

    def rename(self, run: Run, title: str) -> Run:
        """Give a run another title; its folder keeps its name.

        Raises:
            RunIsReadOnly: It came with the program.
            WorkspaceUnwritable: The folder is read-only.
        """
        _check_writable(run.path)
        change_record(run.path, title=values.name(title.strip()) or run.title)
        return run.again()

    def delete(self, run: Run | BrokenRun) -> Trashed:
        """Move a run to the trash; `restore` brings it back.

        Raises:
            RunIsReadOnly: It came with the program.
            RunBusy: It is being trained.
            RunStrange: The folder is no run, or holds more than one.
            WorkspaceUnwritable: The folder is read-only.
        """
        _check_writable(run.path)
        own = run.path.parent.resolve() == self.folder.resolve()
        if not (own and isinstance(run, Run)):
            check_only_a_run(run.path, sure=not own)
        pid = lock.holder(run.path)
        if pid is not None:
            raise RunBusy(run=run.name, pid=pid or "?")
        return self.trash.throw(run.path)

    def restore(self, trashed: Trashed) -> Run | BrokenRun:
        """Bring back a deleted run; it may get another name if its own is taken."""
        return read(self.trash.restore(trashed))

    def deleted(self) -> list[Trashed]:
        """Return what is in the trash, last deleted first."""
        return self.trash.runs(self.folder)

    # Training and writing: these load torch

    def create(self, corpus: Corpus, config: RunConfig, title: str | None = None) -> Training:
        """Return the training of a new run; the folder is made when its text is ready."""
        from playground.services.preparation import prepare_new
        from playground.services.training import Training

        return Training(prepare_new(self.folder, self.cache, corpus, config, title))

    def resume(
        self, run: Run, config: RunConfig | None = None, corpus: Corpus | None = None
    ) -> Training:
        """Return the training that goes on with a run.

        Args:
            run: What to go on with.
            config: Its settings with a larger budget; None keeps the budget.
            corpus: An open text, which is used if it is the run's, wherever it comes from.

        Raises:
            RunIsReadOnly: It came with the program.
            RunIsDone: Its budget is used up.
        RunWithoutState: It has a model, but no state to go on from.
        """
        from playground.services.preparation import prepare_resumed
        from playground.services.training import Training

        _check_writable(run.path)
        if config is not None:
            run = replace(run, config=replace(run.config, training=config.training))
        check_budget(run)
        if run.steps and run.has_weights and not run.has_state:
            raise RunWithoutState(run=run.name, steps=f"{run.steps:,}", file=STATE)
        return Training(prepare_resumed(run, self.cache, corpus))

    def load(self, run: Run, snapshot: int | None = None) -> Loaded:
        """Load the best model of a run, or the one of a snapshot's step.

        Raises:
            RunWithoutWeights: It has no model yet.
            RunBroken: A file is damaged.
        """
        from playground.services.loading import load_model, load_tokenizer_of

        tokenizer = load_tokenizer_of(run)
        return Loaded(load_model(run, tokenizer, snapshot), tokenizer, run)

    def _all(self) -> list[Run | BrokenRun]:
        return newest_first(read(path) for path in run_folders(self.folder))


def read(folder: Path, *, read_only: bool = False) -> Run | BrokenRun:
    """Read a run folder; what is wrong with it is kept instead of raised."""
    try:
        return read_run(folder, read_only=read_only)
    except PlaygroundError as problem:
        return BrokenRun(folder, problem)


def check_only_a_run(folder: Path, *, sure: bool) -> None:
    """Refuse a folder that holds what no run holds: a project, all runs, somebody's home.

    Args:
        folder: What is to be deleted.
        sure: Whether it must be a run without damage: other programs write such files too.

    Raises:
        RunStrange: It does.
    """
    with writing(folder):
        for path in folder.iterdir():
            known = path.name in OF_A_RUN or path.name.endswith(".part")
            if not known or (path.is_dir() and path.name != SNAPSHOTS):
                raise RunStrange(folder=folder, file=path.name)
    if sure and not is_ours(folder):
        raise RunStrange(folder=folder, file=record.FILE)


def check_budget(run: Run) -> None:
    """Refuse to go on with a run that has used up its budget.

    Raises:
        RunIsDone: It has.
    """
    if run.status != "finished":
        return  # perhaps only the last check is missing
    training = run.config.training
    minutes = run.seconds / 60
    if training.steps and run.steps >= training.steps:
        raise RunIsDone(run=run.name, done=run.steps, budget=training.steps, unit=mark("steps"))
    if not training.steps and minutes >= training.minutes:
        done, budget = f"{minutes:.3g}", f"{training.minutes:.3g}"
        raise RunIsDone(run=run.name, done=done, budget=budget, unit=mark("minutes"))


def _begins(folder_name: str, beginning: str) -> bool:
    """Tell whether a name, with or without its date and time, begins so."""
    folder_name, beginning = paths.composed(folder_name), paths.composed(beginning)
    parts = folder_name.split("-", 2)
    return folder_name.startswith(beginning) or (
        len(parts) == 3 and parts[0].isdigit() and parts[2].startswith(beginning)
    )


def _starters() -> list[Path]:
    """Return the folders of the models that came with the program; a damaged one has none."""
    with suppress(FolderUnreadable):
        return list(run_folders(paths.bundled("models")))
    return []


def _is_starter(folder: Path) -> bool:
    return paths.bundled("models").resolve() in folder.resolve().parents


def _check_writable(folder: Path) -> None:
    if _is_starter(folder):
        raise RunIsReadOnly(run=folder.name)
