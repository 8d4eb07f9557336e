"""The sentences in Chinese, by their English."""

CHINESE: dict[str, str] = {}
