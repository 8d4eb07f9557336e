from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from playground.engine.config import (
    CharRNNConfig,
    GPTConfig,
    SamplingConfig,
    TextConfig,
    TrainingConfig,
)
from playground.engine.knobs import knobs
from playground.errors import HeadsDontDivide
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
        assert field.toolTip() == knob.help


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
