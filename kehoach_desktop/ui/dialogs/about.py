"""Giới thiệu and Có gì mới: the program's version, what it is built on, by whose leave, what changed; all of it read-only."""

from PySide6.QtCore import QSize, QUrl, qVersion
from PySide6.QtGui import QColor, QDesktopServices, QGuiApplication, QPalette
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from kehoach_desktop import APP_NAME
from kehoach_desktop.services import about
from kehoach_desktop.services.about import Release
from kehoach_desktop.ui.dialogs.help import InfoBox
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words

_PURPOSE = (
    "Biến kế hoạch đã ký của một xã, phường, đặc khu thành nhiệm vụ, thời hạn, kết quả và văn bản in.",
    "Mọi dữ liệu nằm trên máy này, không cần mạng. Giấy phép Apache-2.0.",
)
_NAMES = {"python": "Python", "qt": "Qt", "sqlite": "SQLite", "apsw_sqlite": "SQLite đọc tệp nhận về"}
_WIDTH, _HEIGHT = 640, 300
_FRAME = QSize(24, 64)  # of a window, around its content


class Reading(QTextBrowser):
    """A longer text in Markdown, to read and copy; a link in it opens nothing."""

    def __init__(self, theme: Theme, name: str, markdown: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._markdown = markdown
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(12)
        self.setMinimumSize(self.sizeHint() / 2)
        self._colour()
        theme.changed.connect(self._colour)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT) * max(1.0, self._theme.sizes.line / 18)

    def _colour(self) -> None:
        """Links take their colour when a text is read, so it is read again in other colours."""
        palette = self.palette()
        for role in (QPalette.ColorRole.Link, QPalette.ColorRole.LinkVisited):
            palette.setColor(role, QColor(self._theme.color("tx")))
        self.setPalette(palette)
        self.setMarkdown(self._markdown)


def _reading_box(theme: Theme, title: str, content: QWidget, parent: QWidget | None) -> InfoBox:
    """A box as wide as its text wants, and no larger than the screen: Qt by itself takes two thirds of one at most."""
    box = InfoBox(theme, title, content, parent)
    free = (box.screen() or QGuiApplication.primaryScreen()).availableGeometry().size() - _FRAME
    box.resize(box.sizeHint().boundedTo(free))
    return box


def version_words() -> str:
    """Every version in a line, to tell a helper: “Kế hoạch Desktop 0.1.0, Qt 6.12.0, …”."""
    found = about.versions() | {"qt": qVersion()}
    return ", ".join([f"{APP_NAME} {found['program']}", *(f"{name} {found[key]}" for key, name in _NAMES.items())])


def about_box(theme: Theme, parent: QWidget | None) -> InfoBox:
    """Name, versions, what it is for, and the licences of everything it carries."""
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(Words(theme, f"Bản {about.program_version()}", tone="tx2"))
    for line in _PURPOSE:
        column.addWidget(Words(theme, line, wrap=True))
    words = version_words()
    column.addWidget(Words(theme, words.partition(", ")[2], role="small", tone="tx2", wrap=True))
    column.addSpacing(6)
    column.addWidget(Words(theme, "Phần của người khác và giấy phép (nguyên văn tiếng Anh)", bold=True))
    column.addWidget(Reading(theme, "Giấy phép", about.licences()), 1)
    box = _reading_box(theme, APP_NAME, content, parent)
    copy = Button(theme, "Chép số bản", icon="copy")
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(words))
    folder = about.licence_folder()
    texts = Button(theme, "Mở thư mục giấy phép", icon="folder_open")
    texts.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
    box.add_act(copy)
    box.add_act(texts)
    return box


def news_box(theme: Theme, releases: list[Release], parent: QWidget | None, *, before: str = "") -> InfoBox:
    """What is new, version by version; `before` is the one that ran last, after an update."""
    now = about.program_version()
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    if before:
        told = f"Trước đây là bản {before}. Tệp, bản sao lưu và cài đặt giữ nguyên."
        column.addWidget(Words(theme, told, tone="tx2", wrap=True))
    text = "\n\n".join(f"### Bản {release.number}\n\n{release.text}" for release in releases)
    column.addWidget(Reading(theme, "Có gì mới", text), 1)
    title = f"Chương trình đã lên bản {now}" if before else "Có gì mới"
    return _reading_box(theme, title, content, parent)
