"""Mends faults of form that need no judgement: the words stay, what the checker was sure of is put right."""
