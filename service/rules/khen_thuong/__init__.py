"""The law of emulation and commendation as data: awards, votes, money, legal grounds, words of a proposal."""
