"""The parts of the Text tab."""
