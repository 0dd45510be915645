"""What was found in a run: its record, the run opened again, its findings in three sentences."""
