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


class PathError(PlaygroundError):
    """A word that should name a place on the disk names none that can be used."""


class PathEmpty(PathError):
    """Nothing was written where a path belongs."""

    template = mark("No name is given for {what}. Write the name of a file or folder there.")


class PathTooLong(PathError):
    """No file can be called so."""

    template = mark(
        "The name “{path}” is too long for this disk ({length} characters). Choose a shorter one."
    )


class PathIsRoot(PathError):
    """The root folder is named."""

    template = mark("“{path}” is the whole disk. Name a file or a folder in it.")


class PathIsFolder(PathError):
    """A folder is named where a file belongs."""

    template = mark("“{path}” is a folder. Name a file in it.")


class CurrentFolderGone(PathError):
    """The folder in which the program was started has been deleted."""

    template = mark(
        "“{path}” is looked for in the current folder, but that has been deleted. Go to another "
        "folder with cd, or write the whole path."
    )


class HomeUnknown(PathError):
    """A path begins with the home folder of somebody whom the system does not know."""

    template = mark(
        "“{path}” cannot be found: nobody here is called “{person}”. Write the whole path."
    )


class FileMissing(PathError):
    """There is no such file."""

    template = mark("There is no file “{file}”. Check the name.")


class FileUnreadable(PathError):
    """The system refuses to read the file."""

    template = mark(
        "“{file}” cannot be read ({reason}). Check its permissions, or copy it to another folder."
    )
