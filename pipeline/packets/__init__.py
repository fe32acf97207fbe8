"""Packet filters as sets of packets: exact comparison by binary decision diagrams, with packets as witnesses."""
