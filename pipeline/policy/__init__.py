"""Policies: rules as files, evaluated on a change as plain data, with waivers."""
