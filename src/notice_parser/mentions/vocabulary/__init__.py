"""The words that names are made of: places, bodies, trades, surnames, and what stands before."""
