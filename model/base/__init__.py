"""The base year: who the firms are, and what they had taken up by then."""
