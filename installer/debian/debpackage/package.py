"""The tree of the package and its control file; dpkg-deb makes one file of it."""

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import shipping

from . import fail, payload, say
from .libraries import packages_of

_START = """#!/usr/bin/{python} -ISXutf8
import sys

sys.path.insert(0, "{home}")
from {module} import main

sys.exit(main())
"""


class Project:
    """What the package is made from: the checkout, its version and day, the data in config.toml."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.config: dict[str, Any] = tomllib.loads((root / "installer/debian/config.toml").read_text(encoding="utf-8"))
        self.package: dict[str, Any] = self.config["package"]
        about = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        self.version: str = about["project"]["version"]
        self.python = f"python3.{sys.version_info.minor}"
        if not Path("/usr/bin", self.python).exists():
            fail(
                f"gói dùng {self.python} của hệ thống mà máy này không có; dựng .venv bằng /usr/bin/python3 rồi chạy lại."
            )

    @property
    def architecture(self) -> str:
        return subprocess.run(
            ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
        ).stdout.strip()

    def pack(self, tree: Path, to: Path) -> Path:
        """One .deb of the tree. Ends the build when it is larger than agreed."""
        path = to / f"{self.package['name']}_{self.version}_{self.architecture}.deb"
        say(f"Nén {path.name}")
        environment = os.environ | {"SOURCE_DATE_EPOCH": str(shipping.source_epoch())}
        told = ["dpkg-deb", "--root-owner-group", "-Zxz", "--threads-max=2", "--build", str(tree), str(path)]
        subprocess.run(told, check=True, env=environment, stdout=subprocess.DEVNULL)
        size = path.stat().st_size / 1e6
        if size > self.config["limits"]["package"]:
            fail(f"gói {size:.1f} MB, quá {self.config['limits']['package']} MB")
        say(f"{path.name}: {size:.1f} MB, sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")
        return path


def assemble(project: Project, tree: Path) -> None:
    """Lays out everything under `tree` as it will lie under /."""
    shutil.rmtree(tree, ignore_errors=True)
    home = tree / project.package["home"].lstrip("/")
    home.mkdir(parents=True)
    lib = project.config["lib"]
    payload.install(project.root, lib, home)
    docs = tree / "usr/share/doc" / project.package["name"]
    payload.collect_licences(home, docs / "licences")
    payload.thin(home, lib)
    for name, source in project.config["files"].items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(project.root / source, tree / name)
    _add_changelog(project, docs)
    (home / "licences").symlink_to(f"/usr/share/doc/{project.package['name']}/licences")
    _add_commands(project, tree)
    say(f"Dịch sẵn {payload.compile_all(home, project.package['home'], f'/usr/bin/{project.python}')} tệp Python")
    _add_control(project, tree, home)
    payload.settle(tree, shipping.source_epoch())


def _add_changelog(project: Project, docs: Path) -> None:
    packed = gzip.compress((project.root / "CHANGELOG.md").read_bytes(), 9, mtime=0)
    (docs / "changelog.gz").write_bytes(packed)


def _add_commands(project: Project, tree: Path) -> None:
    folder = tree / "usr/bin"
    folder.mkdir(parents=True, exist_ok=True)
    for name, module in project.config["commands"].items():
        text = _START.format(python=project.python, home=project.package["home"], module=module)
        (folder / name).write_text(text, encoding="utf-8")


def _add_control(project: Project, tree: Path, home: Path) -> None:
    package = project.package
    objects = [path for path in home.rglob("*") if ".so" in path.name and path.is_file()]
    depends = [project.python, f"libc6 (>= {package['libc']})", *packages_of(objects, home)]
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    if size / 1e6 > project.config["limits"]["installed"]:
        fail(f"cài ra {size / 1e6:.0f} MB, quá {project.config['limits']['installed']} MB")
    say(f"Cài ra {size / 1e6:.0f} MB; cần {', '.join(depends)}")
    control = {
        "Package": package["name"], "Version": project.version, "Architecture": project.architecture,
        "Maintainer": package["maintainer"], "Section": package["section"], "Priority": "optional",
        "Installed-Size": str(size // 1024), "Depends": ", ".join(depends),
        "Recommends": ", ".join(package["recommends"]), "Suggests": ", ".join(package["suggests"]),
        "Description": package["summary"],
    }  # fmt: skip
    lines = [f"{name}: {value}" for name, value in control.items()]
    lines += [f" {line}" for line in package["description"].strip().splitlines()]
    folder = tree / "DEBIAN"
    folder.mkdir()
    (folder / "control").write_text("\n".join(lines) + "\n", encoding="utf-8")
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_relative_to(folder))
    sums = [f"{_md5(path)}  {path.relative_to(tree).as_posix()}" for path in files if not path.is_symlink()]
    (folder / "md5sums").write_text("\n".join(sums) + "\n", encoding="utf-8")


def _md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
