"""Interpolated modified Kneser-Ney once more, the slow way: dictionaries of strings, one by one."""

from collections import defaultdict
from collections.abc import Sequence

BEFORE = "\0"  # stands before the first character


class SlowModel:
    """The formula of Chen and Goodman, written down as it stands."""

    def __init__(self, text: str, alphabet: str, discounts: Sequence[Sequence[float]]) -> None:
        self.alphabet = alphabet
        self.discounts = discounts  # of the orders 1, 2 …
        self.order = len(discounts)
        # counts[k][context][character] for k = 1 … order
        self.counts: list[dict[str, dict[str, int]]] = [
            defaultdict(lambda: defaultdict(int)) for _ in range(self.order + 1)
        ]
        padded = BEFORE * (self.order - 1) + text
        seen: set[str] = set()
        for i in range(len(text)):
            for length in range(1, self.order + 1):
                end = i + self.order
                gram = padded[end - length : end]
                if length == self.order:  # plain counts at the top only
                    self.counts[length][gram[:-1]][gram[-1]] += 1
                if length > 1 and gram not in seen:  # one more left neighbour of its end
                    seen.add(gram)
                    self.counts[length - 1][gram[1:-1]][gram[-1]] += 1

    def probability(self, context: str, character: str) -> float:
        """Return P(character | context); the context may be longer than is looked at."""
        context = BEFORE * self.order + context
        return self._level(self.order, context[len(context) - self.order + 1 :], character)

    def _level(self, k: int, context: str, character: str) -> float:
        if k == 0:
            return 1 / len(self.alphabet)
        lower = self._level(k - 1, context[1:], character)
        followers = self.counts[k].get(context)
        if not followers:
            return lower
        total = sum(followers.values())
        count = followers.get(character, 0)
        own = max(count - self._discount(k, count), 0) / total
        saved = sum(self._discount(k, times) for times in followers.values()) / total
        return own + saved * lower

    def _discount(self, k: int, count: int) -> float:
        return self.discounts[k - 1][min(count, 3) - 1] if count else 0.0
