#!/usr/bin/env bash
# The one door for people who work on the program. Safe to run again: what is already there is not done twice.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly VENV=.venv LOCK=installer/requirements-dev.txt DEMO=out/demo
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PYTHONUTF8=1

usage() {
    cat <<'TEXT'
Cách dùng: bash installer/dev.sh LỆNH

  app          chuẩn bị rồi mở cửa sổ với tệp mẫu; máy không có màn hình thì in mẫu và chụp các thẻ vào out/demo
  test         chuẩn bị rồi chạy mọi kiểm tra: ruff, basedpyright, pytest (thêm tham số cho pytest được)
  test-slow    các phép thử lâu: tắt ngang khi đang ghi, năm trăm nhiệm vụ, LibreOffice (thêm tham số cho pytest được)
  setup        chỉ chuẩn bị: .venv, thư viện đã khóa phiên bản, lệnh kehoach và kehoach-desktop
  screenshots  chụp các màn hình (tham số chuyển cho installer/screenshots.py)
  windows      dựng bộ cài Windows vào out/windows, thử trong Wine (--fast: nén nhanh; --no-trial: chỉ dựng)
  deb          dựng gói cho Debian, Ubuntu vào out/deb, cài thử, mở thử, gỡ thử (--no-trial: chỉ dựng)
  bench        đo tốc độ (tham số chuyển cho installer/bench.py)
  lock         tính lại các tệp khóa phiên bản sau khi sửa pyproject.toml
TEXT
}

say() { printf '• %s\n' "$*"; }
die() { printf 'Không làm được: %s\n' "$*" >&2; exit 1; }

# --- the system: only what is missing, only through apt ---------------------------------------------------------------

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif [ -t 0 ]; then sudo "$@"
    else sudo -n "$@"; fi
}

# known_names NAME|OTHER_NAME ...: of each alternative the first that this system has, else the last.
known_names() {
    local alternatives name
    for alternatives in "$@"; do
        for name in ${alternatives//|/ }; do
            if apt-cache show "$name" >/dev/null 2>&1; then break; fi
        done
        echo "$name"
    done
}

install_packages() {
    command -v apt-get >/dev/null || die "thiếu $*; máy này không có apt, hãy cài các gói tương ứng rồi chạy lại."
    local names by_hand
    mapfile -t names < <(known_names "$@")
    by_hand="sudo apt-get install -y --no-install-recommends ${names[*]}"
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null || die "cần quyền quản trị để cài gói còn thiếu. Chạy: $by_hand"
    say "Cài gói hệ thống còn thiếu: ${names[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq || die "apt-get update lỗi. Chạy: $by_hand"
    mapfile -t names < <(known_names "$@") # the fresh list may know other names
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${names[@]}" >/dev/null || die "apt-get lỗi. Chạy: $by_hand"
}

find_python() {
    local candidate
    for candidate in python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}

# missing_libraries PLUGIN...: the shared libraries that Qt's own files and these plugins ask for and the loader does not find.
missing_libraries() {
    local qt plugins=(platforms/libqoffscreen.so "$@")
    qt=$("$VENV/bin/python" -c 'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])')/Qt
    [ -z "${DISPLAY:-}" ] || plugins+=(platforms/libqxcb.so)
    [ -z "${WAYLAND_DISPLAY:-}" ] || plugins+=(platforms/libqwayland.so)
    ldd "$qt"/lib/libQt6{Core,Gui,Widgets,PrintSupport,Svg,Network,Pdf,PdfWidgets}.so.6 \
        "${plugins[@]/#/$qt/plugins/}" 2>/dev/null | awk '/not found/ {print $1}' | sort -u
}

package_of() {
    case $1 in
        libglib-2.0.so.0 | libgthread-2.0.so.0) echo 'libglib2.0-0t64|libglib2.0-0' ;;
        libEGL.so.1) echo libegl1 ;;
        libGL.so.1) echo libgl1 ;;
        libfontconfig.so.1) echo libfontconfig1 ;;
        libfreetype.so.6) echo libfreetype6 ;;
        libxkbcommon.so.0) echo libxkbcommon0 ;;
        libxkbcommon-x11.so.0) echo libxkbcommon-x11-0 ;;
        libdbus-1.so.3) echo libdbus-1-3 ;;
        libgssapi_krb5.so.2) echo libgssapi-krb5-2 ;;
        libbrotli*.so.1) echo libbrotli1 ;;
        libX11.so.6) echo libx11-6 ;;
        libX11-xcb.so.1) echo libx11-xcb1 ;;
        libxcb.so.1) echo libxcb1 ;;
        libxcb-icccm.so.4) echo libxcb-icccm4 ;;
        libxcb-*.so.[01]) local name=${1%.so.*}; echo "$name${1##*.}" ;; # libxcb-shape.so.0 is in libxcb-shape0
        libwayland-*.so.[01]) local name=${1%.so.*}; echo "$name${1##*.}" ;;
        libcups.so.2) echo 'libcups2t64|libcups2' ;;
        libz.so.1) echo zlib1g ;;
        libzstd.so.1) echo libzstd1 ;;
        libstdc++.so.6) echo libstdc++6 ;;
        *) die "Qt cần $1 mà máy không có; hãy cài gói chứa tệp này rồi chạy lại." ;;
    esac
}

ensure_libraries() {
    local library packages=()
    for library in $(missing_libraries "$@"); do packages+=("$(package_of "$library")"); done
    if [ ${#packages[@]} -gt 0 ]; then
        mapfile -t packages < <(printf '%s\n' "${packages[@]}" | sort -u)
        install_packages "${packages[@]}"
    fi
    QT_QPA_PLATFORM=offscreen "$VENV/bin/python" -c '
from PySide6 import QtPdf, QtPrintSupport, QtSvg
from PySide6.QtWidgets import QApplication
QApplication([])' || die "Qt chưa chạy được trên máy này; xem dòng lỗi ở trên."
}

# --- the virtual environment --------------------------------------------------------------------------------------------

ensure_venv() {
    "$VENV/bin/python" -c 'import pip' 2>/dev/null && return
    local python
    python=$(find_python)
    if [ -z "$python" ]; then
        install_packages python3
        python=$(find_python)
        [ -n "$python" ] || die "cần Python 3.11 trở lên; máy này chỉ có $(python3 --version 2>&1)."
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        install_packages "$("$python" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')|python3-venv"
    fi
    say "Tạo $VENV bằng $("$python" --version)"
    "$python" -m venv --clear "$VENV"
}

# once STAMP_NAME KEY COMMAND...: runs the command unless it has already succeeded in this environment with this key.
once() {
    local stamp="$VENV/.done-$1" key=$2
    shift 2
    [ "$(cat "$stamp" 2>/dev/null)" != "$key" ] || return 0
    "$@"
    printf '%s\n' "$key" >"$stamp"
}

install_lock() {
    say "Cài thư viện theo $LOCK"
    "$VENV/bin/python" -m pip install -qq --require-hashes -r "$LOCK"
}

install_program() {
    say "Cài chương trình (trỏ vào mã nguồn này)"
    "$VENV/bin/python" -m pip install -qq --no-deps --no-build-isolation -e .
    "$VENV/bin/python" -m pip check >/dev/null || {
        "$VENV/bin/python" -m pip check >&2 || true
        die "$LOCK không khớp pyproject.toml; chạy: bash installer/dev.sh lock"
    }
}

setup() {
    ensure_venv
    once lock "$(sha256sum <"$LOCK")" install_lock
    once program "$(sha256sum <pyproject.toml) $PWD" install_program
    ensure_libraries
    say "Sẵn sàng: $VENV/bin/kehoach, $VENV/bin/kehoach-desktop"
}

# --- the commands -------------------------------------------------------------------------------------------------------

app() {
    setup
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        [ $# -gt 0 ] || set -- --sample
        exec "$VENV/bin/kehoach-desktop" "$@"
    fi
    say "Máy này không có màn hình: làm kế hoạch mẫu, in mọi biểu và chụp các thẻ vào $DEMO"
    export QT_QPA_PLATFORM=offscreen
    rm -rf -- "$DEMO"
    mkdir -p "$DEMO"
    "$VENV/bin/kehoach" demo --to "$DEMO"
    "$VENV/bin/python" installer/screenshots.py --scale 1 --states mau --to "$DEMO/man-hinh"
    say "Xong. Giấy tờ: $DEMO; ảnh màn hình: $DEMO/man-hinh"
}

run_tests() {
    setup
    local failed=()
    check() {
        say "$1"
        "$VENV/bin/$2" "${@:3}" || failed+=("$1")
    }
    check 'ruff check' ruff check
    check 'ruff format' ruff format --check
    check basedpyright basedpyright
    # a file's tests in one process, so that what it sets up is made once; three of them, for windows wait much of their time
    check pytest pytest -n 3 --dist loadfile -m 'not slow' "$@"
    [ ${#failed[@]} -eq 0 ] || die "chưa đạt: $(IFS=,; echo "${failed[*]}")"
    say "Mọi kiểm tra đều đạt"
}

run_slow_tests() {
    setup
    exec "$VENV/bin/pytest" -n 2 -m slow "$@"
}

run_script() {
    [ -f "$1" ] || die "chưa có $1."
    setup
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || export QT_QPA_PLATFORM=offscreen
    exec "$VENV/bin/python" "$@"
}

# What the window of an installed program needs on X and on Wayland, and what the trial looks at it with.
windows() {
    setup
    ensure_commands git=git wine=wine makensis=nsis osslsigncode=osslsigncode Xvfb=xvfb xauth=xauth xdotool=xdotool \
        import=imagemagick x86_64-w64-mingw32-gcc=gcc-mingw-w64-x86-64-win32
    [ -s /etc/ssl/certs/ca-certificates.crt ] || install_packages ca-certificates
    exec "$VENV/bin/python" installer/windows/build.py "$@"
}

deb() {
    command -v dpkg-deb >/dev/null || die "gói .deb chỉ dựng được trên Debian, Ubuntu."
    setup
    ensure_libraries platforms/libqxcb.so platforms/libqwayland.so printsupport/libcupsprintersupport.so
    ensure_commands Xvfb=xvfb xauth=xauth xdotool=xdotool import=imagemagick \
        desktop-file-validate=desktop-file-utils update-mime-database=shared-mime-info
    exec "$VENV/bin/python" installer/debian/build.py "$@"
}

# ensure_commands COMMAND=PACKAGE...: installs the packages of the commands that this system lacks.
ensure_commands() {
    local pair packages=()
    for pair in "$@"; do
        command -v "${pair%%=*}" >/dev/null || packages+=("${pair#*=}")
    done
    [ ${#packages[@]} -eq 0 ] || install_packages "${packages[@]}"
}

# No address of a package index may get into the locks: everybody installs from where their own pip points.
lock() {
    local work
    work=$(mktemp -d)
    "$(find_python)" -m venv "$work/venv"
    "$work/venv/bin/python" -m pip install -qq 'uv==0.13.9'
    compile() {
        "$work/venv/bin/uv" pip compile -q --generate-hashes --no-annotate --no-header --no-emit-index-url \
            --no-emit-find-links --python-version 3.11 "$@"
    }
    printf 'hatchling\n' >"$work/build.txt"
    compile --universal pyproject.toml -o installer/requirements.txt
    compile --universal --extra dev -c installer/requirements.txt pyproject.toml "$work/build.txt" -o "$LOCK"
    for_windows() { compile --python-platform x86_64-pc-windows-msvc "$@"; }
    for_windows -c installer/requirements.txt pyproject.toml -o installer/requirements-win.txt
    printf '%s\n' pytest pytest-qt hypothesis pdfplumber >"$work/test.txt" # runs a part of the tests in Wine
    for_windows -c "$LOCK" "$work/test.txt" -o installer/requirements-test-win.txt
    rm -rf -- "$work"
    say "Đã tính lại installer/requirements*.txt"
}

[ $# -gt 0 ] || { usage; exit 2; }
command=$1
shift
case $command in
    app) app "$@" ;;
    test) run_tests "$@" ;;
    test-slow) run_slow_tests "$@" ;;
    setup) setup ;;
    screenshots) run_script installer/screenshots.py "$@" ;;
    bench) run_script installer/bench.py "$@" ;;
    deb) deb "$@" ;;
    windows) windows "$@" ;;
    lock) lock ;;
    -h | --help | help) usage ;;
    *) usage >&2; exit 2 ;;
esac
