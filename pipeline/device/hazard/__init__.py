"""What hurts on the way, one kind of hazard a file; each exports `PLUGIN`, and its name is the rule's."""
