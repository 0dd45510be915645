"""All files of a run, and all files of a report."""
