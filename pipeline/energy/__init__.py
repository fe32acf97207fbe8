"""What a change does to energy: facts, how surely they apply, and what follows from them; pure functions."""
