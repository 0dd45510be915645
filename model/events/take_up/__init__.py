"""How firms take up an upgrade: they hear of it, weigh it, order it, get it, and put it to work."""
