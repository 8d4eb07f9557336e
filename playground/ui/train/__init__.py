"""The cards of the Train tab, one file each."""
