"""``python -m clustercast`` is the command ``clustercast``."""

from clustercast.commands.cli import main

if __name__ == "__main__":
    main()
