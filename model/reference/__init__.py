"""The parts of the readable engine: columns as attributes of Mesa agents, and what the region does with them."""
