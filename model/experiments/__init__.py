"""Designs over ensembles: members added until the interval is narrow, and sweeps."""
