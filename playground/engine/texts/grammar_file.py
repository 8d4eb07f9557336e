"""Read a grammar from a text file that anybody can change."""

from playground.engine.texts.grammar import Grammar, Thing, Weighted


def read_grammar(text: str) -> Grammar:
    """Return the grammar that a `.grammar` file describes; its first rule is a story.

    `[rule]` is followed by lines of a weight and a template; `[rule ~]` by words between
    commas, of falling frequency; `[table: form form …]` by lines such as
    `3 fox = a young fox | the fox | she`: weight, key, how it comes in, its other forms.
    """
    rules: dict[str, list[Weighted]] = {}
    things: dict[str, list[Thing]] = {}
    heading, forms = "", ""
    for line in text.splitlines():
        if line.startswith("["):
            heading, _, forms = line.strip("[]").partition(":")
        elif line and not line.startswith("#"):
            if heading.endswith("~"):
                words = enumerate(line.split(","))
                rules[heading.strip("~ ")] = [(1 / (3 + i), word.strip()) for i, word in words]
            elif forms:
                things.setdefault(heading, []).append(_thing(line, forms.split()))
            else:
                weight, _, template = line.partition(" ")
                rules.setdefault(heading, []).append((float(weight), template.replace("\\n", "\n")))
    return Grammar(next(iter(rules)), rules, things)


def _thing(line: str, forms: list[str]) -> Thing:
    head, _, rest = line.partition("=")
    weight, key = head.split()
    first, *others = [form.strip() for form in rest.split("|")]
    return Thing(float(weight), key, first, dict(zip(forms, others, strict=True)))
