"""rules.toml → what may be published, for how long, and by which law not."""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from ..model import Frozen
from ..store.labels import EVENT_TYPES


class RulesUnusable(Exception):
    """A file of rules that cannot be used; its message tells staff why, in one line of Chinese."""


class Rule(Frozen):
    """One reason for which a record is not published."""

    id: str
    requirement: str  # R1 ... R22
    title: str  # in Chinese, for the report
    law: str
    article: str
    in_force: dt.date | None = None  # first day of the law
    until: dt.date | None = None  # its last day
    always: bool = False  # also before and after: stricter than the law
    hard: bool  # cannot be switched off
    on: bool
    words: tuple[str, ...] = ()  # whose occurrence withholds
    term: str | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether the rule withholds on a day."""
        if not self.on:
            return False
        return self.always or (self.in_force or dt.date.min) <= day <= (self.until or dt.date.max)


class Class(Frozen):
    """A kind of record that may be published, and until when."""

    id: str
    types: tuple[str, ...]
    penalties: tuple[str, ...] = ()  # all kinds of penalty must be among these
    adverse: bool
    listing: bool = False  # ends with the stay on the list
    term: str | None = None  # ISO 8601, from the date of the decision
    basis: str


class Policy(Frozen):
    """What is done with natural persons."""

    persons: Literal["leave_out", "mask"]
    small_cell: int


class Catalogue(Frozen):
    """Lists of serious breach of trust that have a national basis."""

    source: str
    names: tuple[str, ...]


class Rules(Frozen):
    """The whole file."""

    policy: Policy
    rule: tuple[Rule, ...]
    cls: tuple[Class, ...]
    catalogue: Catalogue
    fingerprint: str

    def __getitem__(self, id: str) -> Rule:
        """Return a rule by its name."""
        return next(rule for rule in self.rule if rule.id == id)


NEEDED = (  # the program asks these; a file without one of them is refused
    *("history", "detention", "minor", "health", "barred", "uncertain", "waiting", "rejected", "unchecked"),
    *("revoked", "disputed", "person", "no_organisation", "local_serious", "incomplete", "repaired"),
    *("unknown_term", "expired", "five_years"),
)


def load(path: Path | None = None) -> Rules:
    """Read the rules; of no path the shipped ones.

    Raise ``RulesUnusable`` for a file that lacks a rule, knows another one, or switches off a hard one.

    >>> rules = load()
    >>> rules["detention"].hard, rules["unchecked"].on, rules.policy.persons
    (True, False, 'leave_out')
    """
    name = path or "rules.toml"
    try:
        shipped = resources.files(__package__).joinpath("rules.toml").read_bytes()
        raw = path.read_bytes() if path else shipped
        given: dict[str, Any] = tomllib.loads(raw.decode("utf-8"))
        given["cls"] = given.pop("class", ())
        rules = Rules(fingerprint=hashlib.sha256(raw).hexdigest()[:16], **given)
        hard = {one["id"] for one in tomllib.loads(shipped.decode())["rule"] if one["hard"]}
    except OSError as error:
        raise RulesUnusable(f"{name}：读不出（{error.strerror}），请检查路径和权限") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError, TypeError) as error:
        reason = str(error).splitlines()[0]
        raise RulesUnusable(f"{name}：公开规则写得不对（{reason}），请对照随程序附带的 rules.toml") from None
    ids = [rule.id for rule in rules.rule]
    if sorted(ids) != sorted(NEEDED):
        wrong = "、".join(sorted(set(ids) ^ set(NEEDED)) or ids)
        raise RulesUnusable(f"{name}：规则多了或少了（{wrong}），请对照随程序附带的 rules.toml")
    off = [rule.id for rule in rules.rule if rule.id in hard and not (rule.on and rule.hard and rule.always)]
    if off or rules.policy.small_cell < 2:
        raise RulesUnusable(f"{name}：规则 {'、'.join(off) or 'small_cell'} 不能关闭，请改回来")
    unknown = sorted({kind for one in rules.cls for kind in one.types} - set(EVENT_TYPES))
    if unknown:
        raise RulesUnusable(f"{name}：没有这种事件（{'、'.join(unknown)}），请对照随程序附带的 rules.toml")
    return rules
