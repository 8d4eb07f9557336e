from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from playground.engine.config import (
    CharRNNConfig,
    GPTConfig,
    SamplingConfig,
    TextConfig,
    TrainingConfig,
)
from playground.engine.knobs import knobs
from playground.errors import HeadsDontDivide, NumberUnclear
from playground.ui.form import Form
from playground.ui.language import Language

CONFIGS = [CharRNNConfig(), GPTConfig(), TextConfig(), TrainingConfig(), SamplingConfig()]


@pytest.fixture
def make_form(qtbot, dressed):
    def make(config, **words):
        form = Form(config, "test", **words)
        qtbot.addWidget(form)
        return form

    return make


@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: type(config).__name__)
def test_every_config_has_a_form_that_gives_it_back(make_form, config):
    form = make_form(config)
    assert form.config() == config
    for knob in knobs(config):
        field = form.field(knob.name)
        assert field.objectName() == f"test.{knob.name}"
        assert field.accessibleName() == knob.title
        help_words, range_words = field.toolTip().split("\n")
        assert help_words == knob.help
        assert "Usual here: " in range_words


def test_a_changed_field_changes_the_config(qtbot, make_form):
    form = make_form(GPTConfig())
    field = form.field("n_layer")
    with qtbot.waitSignal(form.changed):
        qtbot.keyClick(field, Qt.Key.Key_Up)
    assert form.config() == GPTConfig(n_layer=4)


def test_another_config_is_shown_with_one_change(qtbot, make_form):
    form = make_form(GPTConfig())
    changes = []
    form.changed.connect(lambda: changes.append(form.config()))
    wanted = GPTConfig(style="classic", n_layer=2, n_embd=64, mlp_ratio=2.5, dropout=0.1)
    form.set_config(wanted)
    assert changes == [wanted]


def test_what_is_not_shown_keeps_its_value(make_form):
    config = TrainingConfig(steps=77, seed=5)
    form = make_form(config, wanted=lambda knob: knob.advanced and knob.name != "steps")
    assert form.config() == config
    with pytest.raises(StopIteration):
        form.field("seed")
    form.set_config(replace(config, steps=88))
    assert form.config().steps == 88


def test_impossible_settings_are_an_error_not_a_crash(make_form):
    form = make_form(GPTConfig())
    form.field("n_head").put(3)
    with pytest.raises(HeadsDontDivide):
        form.config()


def test_it_speaks_the_windows_language(qtbot, make_form):
    form = make_form(CharRNNConfig())
    language = Language()
    language.use("zh")
    qtbot.waitUntil(lambda: form.field("dropout").accessibleName() == "随机失活")
    captions = {label.text() for label in form.findChildren(QLabel)}
    assert {"上下文", "循环单元", "层数"} <= captions
    language.use("en")
    qtbot.waitUntil(lambda: form.field("dropout").accessibleName() == "Dropout")


def test_the_tool_tip_tells_the_range_and_what_is_usual(make_form):
    form = make_form(GPTConfig(rotary_base=500.0))
    assert form.field("rotary_base").toolTip().endswith(
        "From 2 to 100,000,000. Usual here: 100."
    )  # fmt: skip
    form.set_usual(GPTConfig(rotary_base=10_000.0, style="classic"))
    assert form.field("rotary_base").toolTip().endswith("Usual here: 10,000.")
    assert form.field("style").toolTip().endswith("Usual here: Classic (2019).")


def test_what_was_changed_is_marked_and_goes_back_alone(qtbot, make_form):
    form = shown(qtbot, make_form(GPTConfig(n_layer=2, dropout=0.5)))
    row = form.findChild(QToolButton, "test.dropout.back")
    assert row.isVisible()
    assert not form.findChild(QToolButton, "test.context.back").isVisible()
    assert caption(form, "Dropout").property("changed")
    with qtbot.waitSignal(form.changed):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert form.config() == GPTConfig(n_layer=2)
    assert not row.isVisible()
    assert not caption(form, "Dropout").property("changed")


def test_what_does_nothing_is_hidden_and_keeps_its_value(qtbot, make_form):
    form = shown(qtbot, make_form(GPTConfig(rotary_base=500.0)))
    before = form.sizeHint().height()
    form.set_idle({"rotary_base"})
    row = form.field("rotary_base").sizeHint().height()
    assert form.sizeHint().height() <= before - row  # and leaves no gap
    assert not form.field("rotary_base").isVisible()
    assert not caption(form, "Rotary base").isVisible()
    assert form.config().rotary_base == 500
    form.set_idle(())
    assert form.field("rotary_base").isVisible()


def test_what_is_only_read_stands_there_as_words(qtbot, make_form):
    form = shown(qtbot, make_form(TrainingConfig(threads=0, batch_size=1000, soft_targets=True)))
    form.set_editable(False)
    words = {k.name: form.findChild(QLabel, f"test.{k.name}.words") for k in knobs(TrainingConfig)}
    assert all(label.isVisible() and label.isEnabled() for label in words.values())
    assert words["threads"].text() == "automatic"
    assert words["batch_size"].text() == "1,000"
    assert words["soft_targets"].text() == "yes"
    assert words["optimizer"].text() == "AdamW"
    assert not any(form.field(k.name).isVisible() for k in knobs(TrainingConfig))
    form.set_editable(True)
    assert form.field("threads").isVisible()


def test_what_is_no_number_is_marked_until_it_is_one(qtbot, make_form):
    form = shown(qtbot, make_form(GPTConfig()))
    field = form.field("rotary_base")
    field.lineEdit().selectAll()
    QTest.keyClicks(field.lineEdit(), "10,00")
    assert field.property("invalid")
    with pytest.raises(NumberUnclear):
        form.config()
    QTest.keyClicks(field.lineEdit(), "0")
    assert not field.property("invalid")
    assert form.config().rotary_base == 10_000


def shown(qtbot, form):
    with qtbot.waitExposed(form):
        form.show()
    return form


def caption(form, words):
    return next(label for label in form.findChildren(QLabel) if label.text() == words)
