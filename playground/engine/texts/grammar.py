"""Grammars that write texts whose exact entropy is known.

A grammar makes weighted choices, and every choice shows in the text at once: no way of
going on begins like another one. So a text can come from one series of choices only, the
bits of the text are the bits of its choices, and their expected number is a plain sum.

In a template, `{rule}` is replaced by one of the rule's options, anew each time;
`{hero:person}` chooses a thing from the table `person`, writes it and remembers it;
`{hero.name}` writes another form of it; `{ending@hero}` is replaced by an option of the
rule that is called `ending@` and the key of the thing.
"""

import math
import random
import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")
Weighted = tuple[float, str]  # weight and template


@dataclass(frozen=True)
class Thing:
    """Somebody or something that a story comes back to."""

    weight: float
    key: str
    first: str  # how it is written when it comes in
    forms: Mapping[str, str]  # how it is written later; capitalised names give capitals

    def form(self, name: str) -> str:
        """Return the form called `name`."""
        if name in self.forms:
            return self.forms[name]
        word = self.forms[name[0].lower() + name[1:]]
        return word[0].upper() + word[1:]


@dataclass(frozen=True)
class Part:
    """A place in a template where something is filled in."""

    kind: str  # "rule", ":" choose a thing, "." a form of it, "@" a rule that depends on it
    name: str  # of the rule, or of the thing in the story
    more: str = ""  # table, form, or the thing's name


Template = tuple[str | Part, ...]
Story = dict[str, Thing]  # what was chosen so far, by its name in the story
Chances = dict[str, tuple[tuple[float, Thing], ...]]  # what each may be, with probabilities
PLACE = re.compile(r"\{(\w+)(?:([:.@])(\w+))?\}")
BETWEEN = "\n\n"  # stories; never within one


class Choice(Generic[T]):
    """Options with probabilities."""

    def __init__(self, options: Sequence[tuple[float, T]]) -> None:
        total = sum(weight for weight, _ in options)
        self._probabilities = [weight / total for weight, _ in options]
        self._options = [option for _, option in options]
        self._limits = list(accumulate(self._probabilities))[:-1]
        self._bits = [-math.log2(p) for p in self._probabilities]

    def __iter__(self) -> Iterator[tuple[float, T]]:
        return zip(self._probabilities, self._options, strict=True)

    def draw(self, chance: random.Random) -> tuple[T, float]:
        """Return an option and the bits that it takes to name it."""
        i = bisect(self._limits, chance.random())
        return self._options[i], self._bits[i]

    def entropy(self) -> float:
        """Return the expected bits of a draw."""
        return sum(p * bits for p, bits in zip(self._probabilities, self._bits, strict=True))


def compiled(template: str) -> Template:
    """Return the parts of a template."""
    parts: list[str | Part] = []
    end = 0
    for place in PLACE.finditer(template):
        parts.append(template[end : place.start()])
        name, kind, more = place.groups()
        parts.append(Part(kind or "rule", name, more or ""))
        end = place.end()
    parts.append(template[end:])
    return tuple(part for part in parts if part)


class Grammar:
    """Writes stories, one after the other, by weighted choices."""

    def __init__(
        self,
        start: str,
        rules: Mapping[str, Sequence[Weighted]],
        things: Mapping[str, Sequence[Thing]],
    ) -> None:
        self.start = start
        self.rules = {name: Choice([(w, compiled(t)) for w, t in rules[name]]) for name in rules}
        self.things = {name: Choice([(t.weight, t) for t in things[name]]) for name in things}

    def make(self, size: int, seed: int) -> str:
        """Return whole stories of `size` characters or a little more."""
        chance = random.Random(seed)
        stories: list[str] = []
        length = 0
        while length < max(1, size):
            stories.append(self.story(chance)[0])
            length += len(stories[-1]) + len(BETWEEN)
        return BETWEEN.join(stories) + BETWEEN

    def story(self, chance: random.Random) -> tuple[str, float]:
        """Return one story, and how many bits it took to choose it."""
        written: list[str] = []
        bits = self._write(Part("rule", self.start), {}, chance, written)
        return "".join(written), bits

    def bits_per_character(self) -> float:
        """Return the entropy rate: no model can do better on average."""
        bits, characters = self._expected((Part("rule", self.start),), {})
        return bits / (characters + len(BETWEEN))

    def _write(self, part: Part, story: Story, chance: random.Random, written: list[str]) -> float:
        if part.kind == ".":
            written.append(story[part.name].form(part.more))
            return 0.0
        if part.kind == ":":
            thing, bits = self.things[part.more].draw(chance)
            story[part.name] = thing
            written.append(thing.first)
            return bits
        name = f"{part.name}@{story[part.more].key}" if part.kind == "@" else part.name
        template, bits = self.rules[name].draw(chance)
        for inner in template:
            if isinstance(inner, str):
                written.append(inner)
            else:
                bits += self._write(inner, story, chance, written)
        return bits

    def _expected(self, template: Template, chances: Chances) -> tuple[float, float]:
        """Return the expected bits and characters; things that are chosen enter `chances`."""
        bits = characters = 0.0
        for part in template:
            if isinstance(part, str):
                characters += len(part)
            elif part.kind == ".":
                characters += sum(p * len(t.form(part.more)) for p, t in chances[part.name])
            elif part.kind == ":":
                table = self.things[part.more]
                chances[part.name] = tuple(table)
                bits += table.entropy()
                characters += sum(p * len(thing.first) for p, thing in table)
            elif part.kind == "@":
                for p, thing in chances[part.more]:
                    known = chances | {part.more: ((1.0, thing),)}
                    inner = self._expected_choice(f"{part.name}@{thing.key}", known)
                    bits, characters = bits + p * inner[0], characters + p * inner[1]
            else:
                inner = self._expected_choice(part.name, chances)
                bits, characters = bits + inner[0], characters + inner[1]
        return bits, characters

    def _expected_choice(self, rule: str, chances: Chances) -> tuple[float, float]:
        bits, characters = self.rules[rule].entropy(), 0.0
        for p, template in self.rules[rule]:
            inner = self._expected(template, dict(chances))
            bits, characters = bits + p * inner[0], characters + p * inner[1]
        return bits, characters
