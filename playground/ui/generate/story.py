"""The text that a model writes, as it grows, forks and is taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from playground.engine.config import SamplingConfig
from playground.ui.generate.work import without_distribution

if TYPE_CHECKING:
    from playground.engine.tokens import Token

ROOM = 16_000_000  # probabilities that are kept, 64 MB; older tokens lose theirs
VERSIONS = 100  # that can be taken back
RECOGNISED = 40  # tokens


@dataclass(frozen=True)
class Version:
    """One state of the text."""

    prompt: str
    given: tuple[Token, ...]  # written by the person
    samples: tuple[tuple[Token, ...], ...]  # written by the model
    configs: tuple[tuple[SamplingConfig, ...], ...]  # by which each token was drawn
    step: int  # of the weights that wrote it

    def __bool__(self) -> bool:
        """Tell whether anything is written."""
        return any(self.samples)


class Story:
    """What is written with one run, and what was written before."""

    def __init__(self) -> None:
        self.field = ""  # what stands in the field, which may be no beginning yet
        self.prompt = ""  # the beginning of the text
        self.given: tuple[Token, ...] = ()  # its tokens
        self.samples: list[list[Token]] = [[]]
        self.step = 0
        self._configs: list[list[SamplingConfig]] = [[]]
        self._config = SamplingConfig()  # of the tokens to come
        self._past: list[Version] = []
        self._future: list[Version] = []
        self._kept = 0  # probabilities

    # Growing

    def begin(self, prompt: str, samples: int, config: SamplingConfig) -> None:
        """Start a new text; the one before can be brought back."""
        self._remember()
        self.prompt, self.given, self._config = prompt, (), config
        self.samples = [[] for _ in range(samples)]
        self._configs = [[] for _ in range(samples)]
        self._kept = 0

    def cut(self, sample: int, length: int, config: SamplingConfig) -> None:
        """Keep only the first `length` tokens of a sample, the given ones included.

        The other samples stay, unless the cut is in what they have in common.
        """
        self._remember()
        self._config = config
        if length < len(self.given):
            self.given, self.samples, self._configs = self.given[:length], [[]], [[]]
        else:
            del self.samples[sample][length - len(self.given) :]
            del self._configs[sample][length - len(self.given) :]

    def grow(self, config: SamplingConfig) -> None:
        """Go on at the end with these settings; the text as it is can be brought back."""
        self._remember()
        self._config = config

    def add(self, sample: int, tokens: Iterable[Token]) -> None:
        """Put tokens at the end of a sample."""
        text, configs = self.samples[sample], self._configs[sample]
        for token in tokens:
            text.append(token)
            configs.append(self._config)
            self._kept += token.distribution.size
        if self._kept > ROOM:
            self._make_room()

    # Looking

    def length(self, sample: int) -> int:
        """Return how many tokens a sample has, the given ones included."""
        return len(self.given) + len(self.samples[sample])

    def token(self, sample: int, index: int) -> Token:
        """Return one token; the given ones come first."""
        given = len(self.given)
        return self.given[index] if index < given else self.samples[sample][index - given]

    def before(self, sample: int, index: int) -> str:
        """Return the end of the text before a token, long enough to recognise the place."""
        first = max(0, index - RECOGNISED)
        return "".join(self.token(sample, i).text for i in range(first, index))

    def drawn_with(self, sample: int, index: int) -> SamplingConfig | None:
        """Return the settings by which a token was drawn; `None` if it was given."""
        return self._configs[sample][index - len(self.given)] if index >= len(self.given) else None

    def ids(self, sample: int, length: int | None = None) -> list[int]:
        """Return the ids of the first `length` tokens, given ones included; all by default."""
        return [token.id for token in [*self.given, *self.samples[sample]][:length]]

    @property
    def seed(self) -> int:
        """The seed of the first sample."""
        first = next((config for configs in self._configs for config in configs), self._config)
        return first.seed

    def fits(self, vocab_size: int) -> bool:
        """Tell whether a model with so many tokens can have written it."""
        tokens = (token for text in (self.given, *self.samples) for token in text)
        return all(token.id < vocab_size for token in tokens)

    @property
    def is_empty(self) -> bool:
        """Tell whether the model has written nothing."""
        return not any(self.samples)

    @property
    def config(self) -> SamplingConfig:
        """The settings by which the tokens to come are drawn."""
        return self._config

    # Taking back

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a version before this one."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Tell whether a version was taken back."""
        return bool(self._future)

    def undo(self) -> None:
        """Go back to the version before."""
        if self._past:
            self._future.append(self.version)
            self.show(self._past.pop())

    def redo(self) -> None:
        """Bring back the version that was taken back last."""
        if self._future:
            self._past.append(self.version)
            self.show(self._future.pop())

    @property
    def version(self) -> Version:
        """What is written, as it stands now."""
        samples = tuple(tuple(sample) for sample in self.samples)
        configs = tuple(tuple(sample) for sample in self._configs)
        return Version(self.prompt, self.given, samples, configs, self.step)

    def show(self, version: Version) -> None:
        """Be as it was."""
        self.prompt, self.given, self.step = version.prompt, version.given, version.step
        self.samples = [list(sample) for sample in version.samples]
        self._configs = [list(sample) for sample in version.configs]

    def _remember(self) -> None:
        version = self.version
        if version:
            self._past = [*self._past[1 - VERSIONS :], version]
        self._future = []

    def _make_room(self) -> None:
        """Take the probabilities from old versions, and from the older half of those left."""
        self._past = [_light(version) for version in self._past]
        for sample in self.samples:
            rich = [i for i, token in enumerate(sample) if token.distribution.size]
            for i in rich[: len(rich) // 2]:
                sample[i] = without_distribution(sample[i])
        self._kept = sum(token.distribution.size for text in self.samples for token in text)


def _light(version: Version) -> Version:
    samples = tuple(tuple(without_distribution(t) for t in text) for text in version.samples)
    return replace(version, samples=samples)
