"""From indicators to probabilities: what is judged, who meets it, break-even bases, drivers, paired differences."""
