"""What the system below gives: signals, processes, memory, locks, folders."""
