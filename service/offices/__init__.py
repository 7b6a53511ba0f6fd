"""Offices' profiles: read from files (`shelf`), put into records that name them (`resolve`)."""
