"""A model of the candidate configuration of a Junos device, on which commands are played."""
