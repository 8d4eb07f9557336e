"""The beginning of all errors that a person can mend."""

from typing import ClassVar

from playground.text import mark


class PlaygroundError(Exception):
    """A mistake that a person can mend; `str(error)` is the English sentence."""

    template: ClassVar[str] = mark("Something went wrong.")

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.template.format(**values))
