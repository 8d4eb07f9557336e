def test_the_window_opens(window):
    assert window.isVisible()
    assert window.windowTitle() == "LM Playground"
