import os
import subprocess

import pytest
from bootstrapping.launcher import add_launcher

PROGRAM = "import os, sys; print(os.getcwd(), __file__, sys.argv[1:])"


@pytest.mark.parametrize("linked", [False, True])
def test_the_command_runs_this_checkout_in_the_current_folder(linked, environment, tmp_path):
    if os.name != "posix":
        return
    package = environment.folder.parent / "playground"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "__main__.py").write_text(PROGRAM)
    add_launcher(environment)
    command = environment.python.parent / "playground"
    if linked:
        (tmp_path / "link").symlink_to(command)
        command = tmp_path / "link"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    answer = subprocess.run(
        [command, "train", "two words"],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": "/nowhere"},
        capture_output=True,
        text=True,
        check=True,
    )
    folder, rest = answer.stdout.split(" ", 1)
    assert folder == str(elsewhere)
    assert os.path.samefile(rest.split(" [")[0], package / "__main__.py")
    assert rest.endswith("['train', 'two words']\n")
