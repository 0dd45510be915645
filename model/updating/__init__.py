"""The mid-term evaluation: figures arrive, the odds of every target are told anew."""
