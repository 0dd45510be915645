"""Synthetic twins: every member of a run in turn is what happened, and the update is scored on what came of it."""
