"""Full database → public copy: what may be shown to everybody, and nothing else."""

from .build import Unpublishable, publish
from .report import Report
from .rules import Rules, RulesUnusable, load

__all__ = ["Report", "Rules", "RulesUnusable", "Unpublishable", "load", "publish"]
