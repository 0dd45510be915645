"""What moves the chance of a target: elementary effects of all factors (Morris), then shares of variance (Sobol)."""
