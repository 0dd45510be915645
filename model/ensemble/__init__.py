"""Many members: what a worker does, who works, and what they give together."""
