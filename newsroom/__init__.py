"""The house around the newsroom: settings, environment, addresses and server."""
