// The programs on the clerk's PC: loads the Python that lies beside this file and hands it one line to run. Nothing is decided here
// but that line, and where a copy on a stick keeps its data. Compiled twice: with WINDOW for the window, else for the command line.
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#define ROOM 32768
#ifdef WINDOW
#define START L"import kehoach_start; kehoach_start.window()"
#else
#define START L"import kehoach_start; kehoach_start.command_line()"
#endif

typedef int (*py_main_function)(int, wchar_t **);

static wchar_t folder[ROOM], path[ROOM];

static const wchar_t *beside(const wchar_t *name) {
    wcscpy(path, folder);
    wcsncat(path, name, ROOM - wcslen(folder) - 1);
    return path;
}

static int fail(void) {
    static const wchar_t text[] =
        L"Không mở được chương trình vì thiếu tệp hoặc Windows quá cũ (cần Windows 10 bản 1809 trở lên, 64 bit).\n\n"
        L"Chạy lại tệp cài đặt; dữ liệu của bạn không bị ảnh hưởng.";
#ifdef WINDOW
    MessageBoxW(NULL, text, L"Kế hoạch Desktop", MB_OK | MB_ICONERROR);
#else
    DWORD written;
    WriteConsoleW(GetStdHandle(STD_ERROR_HANDLE), text, (DWORD)wcslen(text), &written, NULL);
#endif
    return 3;
}

int wmain(int argc, wchar_t **argv) {
    DWORD length = GetModuleFileNameW(NULL, folder, ROOM - 64);
    if (length == 0 || length >= ROOM - 64) return fail();
    wcsrchr(folder, L'\\')[1] = 0;

    // A copy on a stick, marked by a file beside it, keeps everything in its own folder and nothing on the PC.
    if (GetFileAttributesW(beside(L"portable")) != INVALID_FILE_ATTRIBUTES)
        SetEnvironmentVariableW(L"KEHOACH_DATA_DIR", beside(L"data"));

    HMODULE python = LoadLibraryExW(beside(L"runtime\\" PYTHON_DLL), NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (!python) return fail();
    py_main_function py_main = (py_main_function)(void *)GetProcAddress(python, "Py_Main");
    if (!py_main) return fail();

    // The bounded readers are this program started again by Python's multiprocessing, which says itself what to run.
    if (argc > 1 && wcscmp(argv[argc - 1], L"--multiprocessing-fork") == 0) return py_main(argc, argv);

    wchar_t *fixed[] = {argv[0], L"-X", L"utf8", L"-B", L"-c", START};
    const int count = sizeof fixed / sizeof *fixed;
    wchar_t **all = calloc((size_t)(argc + count), sizeof *all);
    if (!all) return fail();
    for (int i = 0; i < count; i++) all[i] = fixed[i];
    for (int i = 1; i < argc; i++) all[count + i - 1] = argv[i];
    return py_main(argc + count - 1, all);
}
