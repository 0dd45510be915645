"""How long a test waits for another process before it gives up, so that a fault does not hang the suite for ever."""

PATIENCE = 1_800
"""Seconds: far more than the slowest machine takes. No law hangs on it; what a machine takes, `make bench` measures."""
