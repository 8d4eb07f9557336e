"""What a curve says, in plain sentences with numbers: the advice of a coach.

All numbers are in bits per character. The rules look at the evaluations of a run alone, so
they say the same of a run that is going on and of one read from disk.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from playground.engine.events import EPOCHS, Evaluated
from playground.engine.lines import Line, passing
from playground.engine.remedy import Remedy
from playground.engine.scores import score
from playground.text import mark

LATELY = 0.3  # the last part of the time, over which progress is measured
FAST, STEADY, SLOW = 0.03, 0.008, 0.002  # drop of the loss over that part, as a share of it
NEAR_FLOOR = 1.03  # times the floor
MEMORISED = 1.01  # times the best validation loss
UNSTABLE = 1.05
FEW = 3  # evaluations, before which nothing is said of progress
SMALL_GAP, LARGE_GAP = 0.05, 0.15  # between training and validation, as a share of training

ADVICE: dict[str, str] = {  # kind to title
    "waiting": mark("Not begun yet"),
    "begun": mark("Just begun"),
    "fast": mark("Learning fast"),
    "steady": mark("Learning well"),
    "slow": mark("Slowing down"),
    "flat": mark("Levelled off"),
    "memorising": mark("Learning by heart"),
    "unstable": mark("Getting worse"),
    "floor": mark("As good as can be"),
    "finished": mark("Finished"),
    "stopped": mark("Stopped"),
    "early": mark("Stopped early"),
    "diverged": mark("Exploded"),
}


@dataclass(frozen=True)
class Remark:
    """One whole sentence; the values `line` and `setting` are themselves marked for translation."""

    sentence: str  # marked for translation
    values: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence.format(**self.values)


@dataclass(frozen=True)
class Advice:
    """What the coach says."""

    kind: str  # key in ADVICE
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Course:
    """How a run went until now."""

    evaluations: Sequence[Evaluated]
    lines: Sequence[Line] = ()  # such as guessing and letter counts
    floor: float | None = None  # what no model can pass
    ended: str = ""  # "finished", "stopped" before that, "diverged", or "" while it goes on
    early: str = ""  # why it finished before its budget was used up, a key of REASONS; "" if not
    best_step: int = 0  # of the best check
    epochs: float = 0.0  # how often the text was read at most, if that ended it
    exact: float | None = None  # bits per character on the whole validation text, at the end
    remedy: Remedy | None = None  # against an explosion
    over: bool = False  # it is not in training: its best model is what counts

    @property
    def valid(self) -> list[float]:
        """Validation losses in bits per character."""
        return [event.valid_bpc for event in self.evaluations]

    @property
    def train(self) -> list[float]:
        """Training losses in bits per character, as the validation text counts them."""
        return [
            event.train_loss * event.valid_bpc / event.valid_loss if event.valid_loss > 0 else 0.0
            for event in self.evaluations
        ]

    @property
    def now(self) -> tuple[float, float]:
        """Training and validation loss as everything else tells them, see scores.py."""
        told = score(self.evaluations, over=self.over or self.exact is not None)
        assert told is not None
        return self.train[told.check], told.valid_bpc if self.exact is None else self.exact


def advise(course: Course) -> Advice:
    """Return what to say about a run."""
    if course.ended == "diverged":
        return Advice("diverged", _exploded(course))
    if not course.evaluations:
        return Advice("waiting", ())
    kind = _kind(course)
    remarks = _ending(course, kind) if course.ended else _going_on(course, kind)
    if course.ended == "finished" and course.early:
        return Advice("early", (_early(course), *remarks))
    if course.ended and kind not in ("memorising", "unstable"):
        kind = course.ended
    return Advice(kind, tuple(remarks))


def _early(course: Course) -> Remark:
    if course.early == EPOCHS:
        return Remark(
            mark(
                "It stopped before its time: it has read the text {count} times, and more would "
                "be learning by heart."
            ),
            {"count": f"{course.epochs:g}"},
        )
    return Remark(
        mark("It stopped before its time: no check was better since step {step}."),
        {"step": f"{course.best_step:,}"},
    )


def _kind(course: Course) -> str:
    valid, train = course.valid, course.train
    best = min(range(len(valid)), key=valid.__getitem__)
    later = len(valid) - 1 - best
    if later >= 2 and valid[-1] > MEMORISED * valid[best] and train[-1] < train[best]:
        return "memorising"
    if later >= 1 and valid[-1] > UNSTABLE * valid[best]:
        return "unstable"
    if course.floor and valid[-1] < NEAR_FLOOR * course.floor:
        return "floor"
    if len(valid) < FEW:
        return "begun"
    drop = progress(course.evaluations)
    if drop >= FAST:
        return "fast"
    if drop >= STEADY:
        return "steady"
    return "slow" if drop >= SLOW else "flat"


def progress(evaluations: Sequence[Evaluated]) -> float:
    """Return how much the validation loss fell over the last part of the time, as a share."""
    now = evaluations[-1]
    since = (1 - LATELY) * now.seconds
    before = [event for event in evaluations if event.seconds <= since] or [evaluations[0]]
    earlier = before[-1].valid_bpc
    return 1 - now.valid_bpc / earlier if earlier > 0 else 0.0


def _going_on(course: Course, kind: str) -> list[Remark]:
    if kind == "memorising":
        return [_by_heart(course), _against_heart()]
    if kind == "unstable":
        return [_worse(course)]
    if kind == "floor":
        return [_at_floor(course)]
    remarks = [*_line(course), *_pace(course, kind)]
    if kind != "begun":
        remarks += _gap(course)
    return remarks


def _ending(course: Course, kind: str) -> list[Remark]:
    if kind in ("memorising", "unstable"):
        return _going_on(course, kind)
    best = min(course.valid) if course.exact is None else course.exact
    passed = [line for line in course.lines if line.bits > best]
    if passed:
        hardest = min(passed, key=lambda line: line.bits)
        told = Remark(
            mark("It needs {bits} bits for a new character, fewer than “{line}” with {level}."),
            {"bits": _bits(best), "line": hardest.label, "level": _bits(hardest.bits)},
        )
    elif course.lines:
        easiest = max(course.lines, key=lambda line: line.bits)
        told = Remark(
            mark("It needs {bits} bits for a new character, more than “{line}” with {level}."),
            {"bits": _bits(best), "line": easiest.label, "level": _bits(easiest.bits)},
        )
    else:
        told = Remark(mark("It needs {bits} bits for a new character."), {"bits": _bits(best)})
    if kind == "floor":
        return [told, _at_floor(course)]
    if kind in ("fast", "steady", "begun"):
        longer = mark("It was still improving: train it longer.")
        further = mark("It was still improving: go on with it.")
        return [told, Remark(further if course.ended == "stopped" else longer)]
    more = Remark(mark("More time would help little; a larger model or a longer text might."))
    return [told, *_gap(course), more]


def _line(course: Course) -> list[Remark]:
    """Say which line was passed last and when, or which one comes first."""
    now = course.evaluations[-1]
    passed = [line for line in course.lines if line.bits > now.valid_bpc]
    if not passed:
        if not course.lines:
            return []
        first = max(course.lines, key=lambda line: line.bits)
        return [
            Remark(
                mark("It costs {bits} bits a character, still more than “{line}” with {level}."),
                {"bits": _bits(now.valid_bpc), "line": first.label, "level": _bits(first.bits)},
            )
        ]
    lowest = min(passed, key=lambda line: line.bits)
    moment = passing(course.evaluations, lowest)
    assert moment is not None
    ago = round(now.seconds - moment.seconds)
    if ago < 1 or course.evaluations[moment.check] is now:
        return [Remark(mark("It has just passed the line “{line}”."), {"line": lowest.label})]
    if ago < 120:
        return [
            Remark(
                mark("It passed the line “{line}” {seconds} s ago."),
                {"line": lowest.label, "seconds": str(ago)},
            )
        ]
    return [
        Remark(
            mark("It is {bits} bits below the line “{line}”."),
            {"bits": _bits(lowest.bits - now.valid_bpc), "line": lowest.label},
        )
    ]


def _pace(course: Course, kind: str) -> list[Remark]:
    fall = f"{100 * progress(course.evaluations):.1f}"
    if kind in ("fast", "steady"):
        sentence = mark("Still falling: {percent} % in the last third of the time.")
    elif kind == "slow":
        sentence = mark("It falls slowly now: {percent} % in the last third of the time.")
    elif kind == "flat":
        return [
            Remark(
                mark(
                    "The loss hardly moves any more. A larger model or a longer text would help "
                    "more than time."
                )
            )
        ]
    else:
        return []
    return [Remark(sentence, {"percent": fall})]


def _gap(course: Course) -> list[Remark]:
    train, valid = course.now
    gap = (valid - train) / train if train > 0 else 0.0
    if gap < SMALL_GAP:
        return [Remark(mark("Validation follows training: no sign of memorising."))]
    values = {"gap": _bits(valid - train)}
    if gap < LARGE_GAP:
        return [Remark(mark("Validation is {gap} bits above training."), values)]
    sentence = mark(
        "Validation is {gap} bits above training: it knows the training text better than new text."
    )
    return [Remark(sentence, values)]


def _by_heart(course: Course) -> Remark:
    best = min(course.evaluations, key=lambda event: event.valid_bpc)
    return Remark(
        mark(
            "Validation has risen from {best} to {now} since step {step}, while training still "
            "falls: it is learning the text by heart. The best model, from step {step}, is kept."
        ),
        {
            "best": _bits(best.valid_bpc),
            "now": _bits(course.valid[-1]),
            "step": f"{best.step:,}",
        },
    )


def _against_heart() -> Remark:
    return Remark(mark("A longer text, a smaller model or some dropout would help."))


def _worse(course: Course) -> Remark:
    best = min(course.evaluations, key=lambda event: event.valid_bpc)
    return Remark(
        mark(
            "The loss has risen from {best} to {now} since step {step}. "
            "A smaller learning rate would be steadier."
        ),
        {
            "best": _bits(best.valid_bpc),
            "now": _bits(course.valid[-1]),
            "step": f"{best.step:,}",
        },
    )


def _at_floor(course: Course) -> Remark:
    return Remark(
        mark("No model can get below {floor} on this text, and this one is at {now}."),
        {"floor": _bits(course.floor or 0.0), "now": _bits(course.now[1])},
    )


def _exploded(course: Course) -> tuple[Remark, ...]:
    cure = course.remedy
    advice = Remark(mark("Try a smaller learning rate."))
    if cure is not None:
        values = {"setting": cure.setting, "advice": cure.advice_words, "now": f"{cure.now:g}"}
        advice = Remark(mark("Set “{setting}” to {advice} or less; it was {now}."), values)
    if not course.evaluations:
        return Remark(mark("The loss became infinite at once.")), advice
    best = min(course.evaluations, key=lambda event: event.valid_bpc)
    told = Remark(
        mark(
            "The loss became infinite. The best model, from step {step} with {bits} bits, is kept."
        ),
        {"step": f"{best.step:,}", "bits": _bits(best.valid_bpc)},
    )
    return told, advice


def _bits(value: float) -> str:
    return f"{value:.2f}"
