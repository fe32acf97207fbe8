"""Energy at the rim: the bundled model pack, telemetry files, and what commands print."""
