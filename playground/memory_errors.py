"""What can go wrong with memory; see `playground.errors` for the whole tree."""

from playground.mistake import PlaygroundError
from playground.text import mark


class OutOfMemory(PlaygroundError):
    """The model or the text does not fit."""

    template = mark(
        "There is not enough memory for this ({need} MB asked for). "
        "Choose a smaller model, batch or context."
    )


class TrainingTooLarge(OutOfMemory):
    """A step of the training needs more memory than is free; smaller batches would fit."""

    template = mark(
        "This training needs about {need} MB of memory, but {free} MB are free. Set “Batch size” "
        "to {fits} or less (it is {batch}), or choose a smaller model or context."
    )


class ModelTooLarge(OutOfMemory):
    """Not even a batch of one window fits."""

    template = mark(
        "This training needs about {need} MB of memory, but {free} MB are free, too few for any "
        "batch. Choose a smaller model than this ({parameters} parameters, context {context}), or "
        "close other programs."
    )


class SystemTooSmall(OutOfMemory):
    """Not even the program itself finds room."""

    template = mark(
        "There is not enough memory for this ({free} MB are free). Close other programs, raise "
        "the limit on memory (ulimit -v), or choose a smaller text or model."
    )


class LengthTooLarge(OutOfMemory):
    """A text to be made needs more memory than is free."""

    template = mark(
        "A text of {size} characters needs about {need} MB of memory, but {free} MB are free. "
        "Choose at most {most} characters."
    )
