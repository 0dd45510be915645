"""Monte-Carlo error: intervals of a share, and how many members are enough."""
