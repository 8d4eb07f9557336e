"""Services give the engine's work a home on disk: a run is a folder."""
