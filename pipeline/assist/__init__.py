"""Assistance by a language model, the pure half: what would be sent, what of an answer is taken. It decides nothing."""
