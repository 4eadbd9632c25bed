"""A voter's name → the voter: a statistical recogniser of names that knows none of our rules."""

from .voter import DEFAULT, OFF, Seen, Voter, VoterMissing, voter

__all__ = ["DEFAULT", "OFF", "Seen", "Voter", "VoterMissing", "voter"]
