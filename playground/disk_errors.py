"""What the disk may refuse; see errors.py, from where they are imported."""

from playground.mistake import PlaygroundError
from playground.text import mark


class WorkspaceError(PlaygroundError):
    """The workspace cannot be written."""


class WorkspaceUnwritable(WorkspaceError):
    """The workspace is read-only."""

    template = mark(
        "The folder {folder} cannot be written ({reason}). "
        "Choose another one with --home or PLAYGROUND_HOME."
    )


class FolderUnreadable(WorkspaceError):
    """The system does not tell what is in a folder."""

    template = mark(
        "The folder {folder} cannot be read ({reason}). Check its permissions, or choose another "
        "one with --home or PLAYGROUND_HOME."
    )


class FolderGone(WorkspaceError):
    """A folder that was there has been deleted, moved, or taken away with its disk."""

    template = mark(
        "The folder {folder} is not there any more: it was deleted or moved, or its disk was "
        "taken out. Put it back, then continue."
    )


class FileUnwritable(WorkspaceError):
    """A file that a person wants to save cannot be written."""

    template = mark("“{file}” cannot be written ({reason}). Choose another folder or name.")


class FolderMissing(FileUnwritable):
    """A person names a file in a folder that does not exist."""

    template = mark(
        "There is no folder “{folder}” for “{file}”. Make it first, or choose another folder."
    )


class PlaceTaken(WorkspaceError):
    """Where a file of ours should lie is a link, a folder or a device."""

    template = mark(
        "“{file}” in {folder} is no ordinary file, so nothing is written to it. "
        "Move it away, then try again."
    )


class FileExists(FileUnwritable):
    """A file would be replaced that a person may want to keep."""

    template = mark("“{file}” is there already. Choose another name, or replace it with --force.")


class DiskFull(WorkspaceError):
    """There is no room left."""

    template = mark(
        "The disk is full: {file} needs {need} MB, {free} MB are free. Nothing is lost. "
        "Make room, then try again."
    )


class TrainingHeld(DiskFull):
    """There is no room left for what was learned; it waits in memory."""

    template = mark(
        "The disk is full: {file} needs {need} MB, {free} MB are free. Training has paused; what "
        "was saved is safe. Make room, then continue."
    )
