"""What can go wrong by a person's hand, each in one sentence with numbers and a way out.

PlaygroundError
├── TextError
│   ├── TextMissing  TextUnreadable  FolderWithoutText  TextEmpty  TextBlank  TextTooUniform
│   ├── TextBinary  EncodingWrong  EncodingUnknown  TextChanged  TextTooShort
│   └── TextTooShortToMeasure  PromptUnknown
├── SettingError
│   ├── NotANumber  NumberUnclear  NotWhole
│   └── OutOfRange  NotAChoice  HeadsDontDivide  NoBudget  DeviceMissing
├── RunError
│   ├── RunMissing  RunAmbiguous  RunBroken  RunUnreadable  RunTooNew  RunBusy  RunIsReadOnly
│   ├── ModelExploded
│   ├── RunWithoutWeights  RunWithoutState  RunIsDone  RunTextDiffers  RunTooLarge  RunStrange
│   └── ArchiveBroken (ArchiveDamaged)  TrashEmpty
├── WorkspaceError
│   ├── WorkspaceUnwritable  FolderUnreadable  FolderGone  PlaceTaken  DiskFull (TrainingHeld)
│   └── FileUnwritable (FolderMissing  FileExists)
├── PathError
│   ├── PathEmpty  PathTooLong  PathIsRoot  PathIsFolder  CurrentFolderGone  HomeUnknown
│   └── FileMissing  FileUnreadable
├── TokenizerBroken
├── Diverged
└── OutOfMemory
    └── TrainingTooLarge  ModelTooLarge  LengthTooLarge  SystemTooSmall

A template is an English sentence with named fields; the window translates the template
and fills in the same values. Any other exception is a bug.
"""

from playground.disk_errors import (
    CurrentFolderGone,
    DiskFull,
    FileExists,
    FileMissing,
    FileUnreadable,
    FileUnwritable,
    FolderGone,
    FolderMissing,
    FolderUnreadable,
    HomeUnknown,
    PathEmpty,
    PathError,
    PathIsFolder,
    PathIsRoot,
    PathTooLong,
    PlaceTaken,
    TrainingHeld,
    WorkspaceError,
    WorkspaceUnwritable,
)
from playground.memory_errors import (
    LengthTooLarge,
    ModelTooLarge,
    OutOfMemory,
    SystemTooSmall,
    TrainingTooLarge,
)
from playground.mistake import PlaygroundError
from playground.setting_errors import (
    DeviceMissing,
    HeadsDontDivide,
    NoBudget,
    NotAChoice,
    NotANumber,
    NotWhole,
    NumberUnclear,
    OutOfRange,
    SettingError,
)
from playground.text import mark

# What is written elsewhere, because it is much, and imported from here.
__all__ = [
    "CurrentFolderGone",
    "DeviceMissing",
    "DiskFull",
    "FileExists",
    "FileMissing",
    "FileUnreadable",
    "FileUnwritable",
    "FolderGone",
    "FolderMissing",
    "FolderUnreadable",
    "HeadsDontDivide",
    "HomeUnknown",
    "LengthTooLarge",
    "ModelTooLarge",
    "NoBudget",
    "NotAChoice",
    "NotANumber",
    "NotWhole",
    "NumberUnclear",
    "OutOfMemory",
    "OutOfRange",
    "PathEmpty",
    "PathError",
    "PathIsFolder",
    "PathIsRoot",
    "PathTooLong",
    "PlaceTaken",
    "PlaygroundError",
    "SettingError",
    "SystemTooSmall",
    "TrainingHeld",
    "TrainingTooLarge",
    "WorkspaceError",
    "WorkspaceUnwritable",
]


class TextError(PlaygroundError):
    """The text cannot be used as it is."""


class TextMissing(TextError):
    """There is no such file."""

    template = mark(
        "There is no file “{file}”. Check the name, or name one of the built-in texts: {texts}."
    )


class TextUnreadable(TextError):
    """The system refuses to read the file."""

    template = mark(
        "“{file}” cannot be read ({reason}). Check its permissions, or copy it to another folder."
    )


class FolderWithoutText(TextError):
    """A folder was given that holds no text file."""

    template = mark(
        "“{folder}” is a folder, and none of its {files} files is a text file "
        "(.txt, .md …). Choose a text file instead."
    )


class TextEmpty(TextError):
    """The file has no characters."""

    template = mark(
        "“{file}” is empty ({size} bytes, {have} characters). Choose a text of at least {need} "
        "characters; 100,000 or more learn well."
    )


class TextBlank(TextError):
    """The file has nothing but spaces and line breaks."""

    template = mark(
        "“{file}” has {have} characters, but all of them are spaces and line breaks. "
        "Choose a text with words."
    )


class TextTooUniform(TextError):
    """The text has a single character, once or many times."""

    template = mark(
        "“{file}” has {have} characters, but all of them are “{character}”: there is nothing to "
        "predict. Choose a text with at least 2 different characters."
    )


class TextBinary(TextError):
    """The file is no text."""

    template = mark(
        "“{file}” is no text: {share} % of its first {read} bytes cannot stand in a text file. "
        "Save it as plain text (.txt) first."
    )


class EncodingWrong(TextError):
    """The file is not written in the chosen encoding."""

    template = mark(
        "“{file}” is not written in {encoding}: byte {position} does not fit. "
        "Choose another encoding, or “automatic”."
    )


class EncodingUnknown(TextError):
    """Python knows no such encoding."""

    template = mark("There is no encoding “{encoding}”. Try utf-8, gb18030, big5 or latin-1.")


class TextChanged(TextError):
    """The file changed while it was read."""

    template = mark(
        "“{file}” changed while it was read (from {before} to {after} bytes). "
        "Wait until it is saved, then open it again."
    )


class TextTooShort(TextError):
    """The text has fewer tokens than training needs."""

    template = mark(
        "“{file}” has {have} tokens, but a context of {context} needs at least {need}: one window "
        "to train on and one to check. Choose a longer text or a shorter context."
    )


class TextTooShortToMeasure(TextError):
    """Not one character is kept aside."""

    template = mark(
        "“{file}” has {have} characters: too few to keep {share} % of them aside to measure on. "
        "Choose a text of at least {need} characters."
    )


class PromptUnknown(TextError):
    """The prompt has characters that the model has never seen."""

    template = mark(
        "The model never saw {characters} in training ({count} of the {length} characters of the "
        "beginning). Take them out, or train on a text that has them."
    )


class RunError(PlaygroundError):
    """A run cannot be used as it is."""


class RunMissing(RunError):
    """No run has this name."""

    template = mark("There is no run “{name}” among the {count} runs in {folder}.")


class RunAmbiguous(RunError):
    """Several runs begin with this name."""

    template = mark("“{name}” could be {count} runs: {matches}. Write more of the name.")


class RunBroken(RunError):
    """A file of the run is missing or damaged."""

    template = mark(
        "The run “{run}” is damaged: {file} {reason}. "
        "Take the file from a backup, or delete the run."
    )


class RunUnreadable(RunError):
    """The system refuses to read a file of the run; nothing is known of the file itself."""

    template = mark(
        "The file {file} of the run “{run}” cannot be read ({reason}). "
        "Check its permissions and its disk, then try again."
    )


class RunTooNew(RunError):
    """The run was written by a later version."""

    template = mark(
        "The run “{run}” has format {format}, but this version reads formats up to {known}. "
        "Update LM Playground to open it."
    )


class RunBusy(RunError):
    """Another program writes this run."""

    template = mark(
        "The run “{run}” is being trained by another LM Playground (process {pid}). "
        "Stop it there first."
    )


class RunIsReadOnly(RunError):
    """A starter model cannot be changed."""

    template = mark("“{run}” came with the program and cannot be changed. Train a run of your own.")


class RunWithoutWeights(RunError):
    """The run stopped before it saved a model."""

    template = mark(
        "The run “{run}” has no saved model yet (status: {status}, {steps} steps). "
        "Train it a little longer first."
    )


class RunWithoutState(RunError):
    """The run has a model, but not what is needed to go on training it."""

    template = mark(
        "The run “{run}” has its model ({steps} steps), but not the state of its training: it "
        "came as a small file, or {file} was removed. It can write, but not go on to the bit. "
        "Ask for a whole export, or train a new run with its settings."
    )


class ModelExploded(RunError):
    """The weights are so large that nothing can be computed with them."""

    template = mark(
        "The weights of this model are too large to compute with: it exploded, or its file is "
        "damaged. Choose another run, or train it again with a lower learning rate."
    )


class RunIsDone(RunError):
    """The run has used up its budget."""

    template = mark(
        "The run “{run}” has finished: {done} of {budget} {unit}. "
        "Give it a larger budget to train it further."
    )


class RunTextDiffers(RunError):
    """The text is gone or is another one now."""

    template = mark(
        "The run “{run}” was trained on “{file}” ({characters} characters), which has changed or "
        "gone since. Open that text, or put it back; the model itself still works."
    )


class ArchiveBroken(RunError):
    """A file is no run that can be imported."""

    template = mark(
        "“{file}” cannot be imported: {reason}. Ask for the file again, or export the run anew."
    )


class ArchiveDamaged(ArchiveBroken):
    """A file holds a run that is damaged."""

    template = mark(
        "“{file}” cannot be imported: {part} in it {reason}. Ask for the file again, or export "
        "the run anew."
    )


class RunTooLarge(RunError):
    """The run could be exported, but not imported again."""

    template = mark(
        "The run “{run}” cannot be exported: {file} has {size} MB, and at most {most} MB can be "
        "imported again. Copy its folder instead."
    )


class RunStrange(RunError):
    """A folder is no run, or more than one; it is not deleted."""

    template = mark(
        "“{folder}” is not deleted: it holds files that belong to no run, such as “{file}”. Move "
        "them elsewhere, or delete the folder yourself."
    )


class TrashEmpty(RunError):
    """There is no deleted run to bring back."""

    template = mark("There is no deleted run in {folder} that could be brought back.")


class TokenizerBroken(PlaygroundError, ValueError):
    """A tokenizer.json is damaged, or was made by another program."""

    template = mark(
        "The file tokenizer.json {reason}. Take it from a backup, or train the model again."
    )


class Diverged(PlaygroundError):
    """The loss exploded or is no number any more."""

    template = mark(
        "Training stopped at step {step}: the loss became {loss}. The best model, from step "
        "{best_step}, is kept. Set “{setting}” to {advice} or less; it was {learning_rate}."
    )
