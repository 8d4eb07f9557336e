"""The parts of the Generate tab."""
