"""Our own rules → the version that wrote a row."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_RULES = ("model.py", "text*", "forms", "reading", "mentions", "notices", "store")


@cache
def parser_version() -> str:
    """Return the package's version and a fingerprint of everything that decides what is read.

    The fingerprint lets a notice be read again after a rule was changed and the version was not.

    >>> parser_version().split("+")[0] == metadata.version("notice-parser")
    True
    """
    digest = hashlib.sha256()
    for pattern in _RULES:
        for found in sorted(_PACKAGE.glob(pattern)):
            for path in [found] if found.is_file() else sorted(found.rglob("*")):
                if path.is_file() and path.suffix != ".pyc":
                    digest.update(path.relative_to(_PACKAGE).as_posix().encode())
                    digest.update(path.read_bytes())
    return f"{metadata.version('notice-parser')}+{digest.hexdigest()[:8]}"
