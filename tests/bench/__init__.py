"""Measures of speed, run by `./run bench`: ratios of one run, never times of their own."""
