"""The floor: what is checked of two whole networks without any analyzer; it can fail a change, never pass one."""
