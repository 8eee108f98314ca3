"""Step 5: where the file lies, where its copies go, and who works here; tells at once what would keep it from being made."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kehoach_desktop.domain.vietnamese import nfc
from kehoach_desktop.errors import BadValue, UserFacingError
from kehoach_desktop.services.first_setup import OfficeFacts
from kehoach_desktop.services.new_file import ENDING, check_folder, check_new_file, file_name, free_path
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.wizard.step import Step, labelled, mark_fault

if TYPE_CHECKING:
    from kehoach_desktop.ui.file_acts import Chooser


class PlaceStep(Step):
    """The file's name follows the office until it is typed; a fault marks its field and is told under the fields."""

    def __init__(
        self,
        theme: Theme,
        chooser: "Chooser",
        *,
        folder: Path,
        backups: Path,
        author: str,
        parent: QWidget | None = None,
    ) -> None:
        line = "Tệp nằm trên máy này; bản sao lưu để ở thư mục khác, tốt nhất ở ổ đĩa khác."
        super().__init__(theme, "Nơi lưu và sao lưu", line, parent)
        self._chooser = chooser
        self._defaults = (folder, backups, author)
        self._own_name = False  # whether she typed a name for the file
        self.name, self.folder, self.backups, self.author = (QLineEdit() for _ in range(4))
        self.author.setPlaceholderText("ghi trong lịch sử sửa đổi")
        choose = {field: Button(theme, "Chọn…") for field in (self.folder, self.backups)}
        for field, label, place in (
            (self.name, "Tên tệp", None),
            (self.folder, "Trong thư mục", "Nơi để tệp"),
            (self.backups, "Sao lưu vào", "Nơi sao lưu"),
            (self.author, "Họ và tên người làm việc", None),
        ):
            button = choose.get(field)
            self.column.addLayout(labelled(theme, label, field, *([button] if button else [])))
            self.column.addSpacing(10)
            field.textEdited.connect(lambda _, field=field: self._typed(field))
            if button is not None and place is not None:
                button.setAccessibleName(f"{label}: chọn thư mục")
                button.clicked.connect(lambda _=False, field=field, place=place: self._choose(field, place))
        self.choose_folder, self.choose_backups = choose[self.folder], choose[self.backups]
        self.hint = Words(theme, "", role="small", tone="tx2", wrap=True)
        self.summary = Words(theme, "", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self.hint)
        words.addSpacing(4)
        words.addWidget(self.summary)
        self.column.addLayout(words)
        self.close_column()
        self.reset()

    def _typed(self, field: QLineEdit) -> None:
        self._own_name = self._own_name or field is self.name
        mark_fault(field, None)
        self._follow()
        self.touch()

    def _choose(self, field: QLineEdit, title: str) -> None:
        chosen = self._chooser.folder(title, field.text())
        if chosen:
            field.setText(str(Path(chosen)))
            self._typed(field)
        field.setFocus()

    def enter(self, office: OfficeFacts) -> None:
        """The file is named after the office, with a number where the name is taken."""
        if not self._own_name:
            self.name.setText(free_path(Path(self.folder.text()), file_name(office.kind, office.name)).name)
        self._follow()

    def summarise(self, office: OfficeFacts, signers: int, units: int) -> None:
        """Says what will be made."""
        parts = [f"{signers} người ký" if signers else "chưa có tên người ký", f"{units} đơn vị"]
        self.summary.setText(f"Sẽ tạo tệp cho {office.kind.value} {office.name}: {', '.join(parts)}.")

    def _follow(self) -> None:
        drive = _drive(self.folder.text())
        same = drive and drive == _drive(self.backups.text())
        other = f"Sao lưu đang cùng ổ {drive.upper()} với tệp: hỏng ổ này thì mất cả hai." if same else ""
        self.hint.setText(other)
        self.hint.setVisible(bool(other))

    # --- the answer ---

    def path(self) -> Path:
        """Where the file will lie; the ending is added where it was not typed."""
        name = " ".join(nfc(self.name.text()).split())
        if not name.lower().endswith(ENDING):
            name += ENDING
        return Path(self.folder.text().strip()) / name if not set("/\\") & set(name) else Path(name)

    def backup_folder(self) -> Path:
        return Path(self.backups.text().strip())

    def author_name(self) -> str:
        return " ".join(nfc(self.author.text()).split())

    def fault(self) -> UserFacingError | None:
        """The first fault of the fields; its field is marked and gets the cursor."""
        for field, check in (
            (self.name, self._check_name),
            (self.folder, self._check_folder),
            (self.backups, self._check_backups),
        ):
            try:
                check()
            except UserFacingError as fault:
                mark_fault(field, fault)
                field.setFocus()
                return fault
            mark_fault(field, None)
        return None

    def _check_folder(self) -> None:
        check_folder(Path(self.folder.text().strip()))

    def _check_backups(self) -> None:
        check_folder(self.backup_folder())

    def _check_name(self) -> None:
        if set("/\\") & set(self.name.text()):
            raise BadValue("Tên tệp không được có / hay \\.", "Gõ tên tệp ở ô này, thư mục ở ô dưới.")
        try:
            check_folder(Path(self.folder.text().strip()))
        except UserFacingError:
            return  # told at its own field
        check_new_file(self.path())

    def reset(self) -> None:
        folder, backups, author = self._defaults
        self.folder.setText(str(folder))
        self.backups.setText(str(backups))
        self.author.setText(author)
        self._own_name = self.touched = False
        for field in (self.name, self.folder, self.backups):
            mark_fault(field, None)
        self._follow()

    def first_field(self) -> QWidget:
        return self.name


def _drive(folder: str) -> str:
    """The drive of a Windows path; elsewhere all is one."""
    return Path(folder.strip()).drive.lower()
