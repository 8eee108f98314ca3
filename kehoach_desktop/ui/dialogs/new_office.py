"""Making an office's file: name, kind, province, signer, where it lies; shows the letterhead as it will be printed."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kehoach_desktop.domain.paper import agency_lines
from kehoach_desktop.domain.records import CommuneKind, Office
from kehoach_desktop.domain.vietnamese import fold, nfc
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.fields import Choice
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.panes import ground, rule

if TYPE_CHECKING:
    from kehoach_desktop.ui.file_acts import Chooser


@dataclass(frozen=True)
class OfficeFacts:
    """What was filled in; `name` carries its kind ("xã An Bình")."""

    path: Path
    name: str
    province: str | None
    signer: str | None


def file_name(kind: CommuneKind, name: str) -> str:
    """The file's name without accents: "XaAnBinh.kehoach"."""
    words = fold(f"{kind.value} {name}").split()
    return "".join("".join(c for c in word if c.isalnum()).capitalize() for word in words) + ".kehoach"


class NewOffice(QDialog):
    """The act is offered once there is a name; the file's name follows it until the person changes the folder."""

    def __init__(self, theme: Theme, folder: Path, chooser: "Chooser", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._folder = folder
        self._chooser = chooser
        self.setWindowTitle("Tạo tệp mới")
        self.setMinimumWidth(620)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_body(), 1)
        column.addWidget(rule("line2"))
        column.addLayout(self._make_foot())
        self._follow()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_body(self) -> QWidget:
        theme = self._theme
        body = ground(QWidget(), "base")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Words(theme, "Tạo tệp mới", role="page", bold=True))
        column.addWidget(
            Words(theme, "Một tệp cho một xã, phường, đặc khu; dùng cho mọi kế hoạch, mọi năm.", tone="tx2")
        )
        column.addLayout(self._make_fields())
        column.addWidget(Words(theme, "Sẽ ghi trên văn bản", bold=True))
        self.letterhead = Words(theme, "", role="paper")
        self.letterhead.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.letterhead)
        self.name.textChanged.connect(self._follow)
        self.kind.currentIndexChanged.connect(self._follow)
        return body

    def _make_fields(self) -> QGridLayout:
        theme = self._theme
        self.kind = Choice(theme)
        for kind in CommuneKind:
            self.kind.addItem(kind.value.capitalize(), kind.value)
        self.name = QLineEdit()
        self.province = QLineEdit()
        self.signer = QLineEdit()
        self.place = Words(theme, "", role="small", tone="tx2", wrap=True)
        self.name.setPlaceholderText("An Bình")
        self.province.setPlaceholderText("tỉnh …, thành phố …")
        self.signer.setPlaceholderText("họ và tên, có thể để sau")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        name_row = QHBoxLayout()
        name_row.setSpacing(6)
        name_row.addWidget(self.kind)
        name_row.addWidget(self.name, 1)
        change = Button(theme, "Đổi thư mục…", small=True)
        change.clicked.connect(self._change_folder)
        place_row = QHBoxLayout()
        place_row.addWidget(self.place, 1)
        place_row.addWidget(change)
        for row, (label, field) in enumerate(
            (("Tên", name_row), ("Tỉnh, thành phố", self.province), ("Người ký", self.signer), ("Tệp", place_row))
        ):
            grid.addWidget(Words(theme, label, tone="tx2"), row, 0)
            if isinstance(field, QWidget):
                grid.addWidget(field, row, 1)
            else:
                grid.addLayout(field, row, 1)
        return grid

    def _make_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        foot.addStretch(1)
        self.create_button = Button(self._theme, "Tạo tệp", kind="primary", key="Enter")
        self.create_button.setDefault(True)
        cancel = Button(self._theme, "Thoát", key="Esc")
        self.create_button.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        foot.addWidget(self.create_button)
        foot.addWidget(cancel)
        return foot

    def _kind(self) -> CommuneKind:
        return CommuneKind(self.kind.currentData())

    def _bare_name(self) -> str:
        return " ".join(nfc(self.name.text()).split())

    def _path(self) -> Path:
        wanted = self._folder / file_name(self._kind(), self._bare_name())
        path, count = wanted, 1
        while path.exists():
            count += 1
            path = wanted.with_stem(f"{wanted.stem} ({count})")
        return path

    def _follow(self) -> None:
        name = self._bare_name()
        self.create_button.setEnabled(bool(name))
        self.place.setText(str(self._path()) if name else str(self._folder))
        office = Office(id="", name=name or "…", kind=self._kind())
        self.letterhead.setText("\n".join(agency_lines(office)))

    def _change_folder(self) -> None:
        chosen = self._chooser.folder("Nơi để tệp", str(self._folder))
        if chosen:
            self._folder = Path(chosen)
            self._follow()

    def facts(self) -> OfficeFacts:
        """What was filled in; call after it was accepted."""
        return OfficeFacts(
            path=self._path(),
            name=f"{self._kind().value} {self._bare_name()}",
            province=nfc(self.province.text()).strip() or None,
            signer=nfc(self.signer.text()).strip() or None,
        )
