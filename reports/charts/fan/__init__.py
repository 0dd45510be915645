"""Fan charts: what they show, how they are drawn, and what was published before."""
