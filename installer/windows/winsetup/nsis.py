"""Packs a payload into the setup with NSIS, after giving NSIS's Vietnamese composed letters and our words."""

import re
import shutil
import tomllib
import unicodedata
from pathlib import Path

from winsetup.launcher import numbers
from winsetup.project import HERE, OUT, Refused, config, run, setup_name, size_of, source_epoch, version

_NSIS = Path("/usr/share/nsis")
_WAYS = {"best": "/SOLID lzma", "fast": "zlib"}


def compose(text: str) -> str:
    """Letters in one piece: Windows draws the loose marks of NSIS's own files beside their letters."""
    return unicodedata.normalize("NFC", text)


def _nsis_with_our_words(to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(_NSIS, to)
    words = tomllib.loads((HERE / "wizard.toml").read_text("utf-8"))
    languages = to / "Contrib" / "Language files"
    frame = languages / "Vietnamese.nlf"
    frame.write_text(_replace_frame(compose(frame.read_text("utf-8-sig")), words["frame"]), "utf-8-sig")
    pages = languages / "Vietnamese.nsh"
    pages.write_text(_replace_pages(compose(pages.read_text("utf-8-sig")), words["pages"]), "utf-8-sig")
    own = [f'LangString {name} ${{LANG_VIETNAMESE}} "{_escaped(text)}"' for name, text in words["own"].items()]
    (to / "Include" / "words.nsh").write_text("\n".join(own) + "\n", "utf-8-sig")
    return to


def _escaped(text: str) -> str:
    return compose(text).replace('"', '$\\"').replace("\\n", "\n").replace("\n", "$\\r$\\n")


def _replace_frame(text: str, words: dict[str, str]) -> str:
    """The line after "# ^Name" is that name's text."""
    for name, word in words.items():
        text, found = re.subn(rf"(?m)^(# \^{name}\n).*$", lambda m, word=word: m[1] + compose(word), text)
        if found != 1:
            raise Refused(f"wizard.toml: NSIS không có dòng {name}")
    return text


def _replace_pages(text: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        text, found = re.subn(
            rf'(\$\{{LangFileString\}} {name} )".*"', lambda m, word=word: f'{m[1]}"{_escaped(word)}"', text
        )
        if found != 1:
            raise Refused(f"wizard.toml: NSIS không có lời {name}")
    return text


def pack(payload: Path, art: Path, *, way: str, to: Path | None = None, of: str | None = None) -> Path:
    """Makes the setup; `way` is best or fast (how hard to compress), `of` another version number (for trying an update)."""
    program = config()["program"]
    setup = to or OUT / setup_name(of)
    nsis = _nsis_with_our_words(OUT / "work" / "nsis")
    defines = {
        "VERSION": of or version(), "NUMBERS": numbers(of or version()), "SRC": payload, "OUT": setup, "ART": art,
        "NAME": program["name"], "ID": program["id"], "PUBLISHER": program["publisher"], "ENDING": program["ending"],
        "INSTALLED_KB": size_of(payload) // 1024, "COMPRESS": _WAYS[way],
    }  # fmt: skip
    run(
        ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in defines.items()),
         HERE / "setup.nsi"],
        env={"NSISDIR": str(nsis), "SOURCE_DATE_EPOCH": str(source_epoch())},
    )  # fmt: skip
    return setup
