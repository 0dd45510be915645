"""What the front door does: from names to results and folders."""
