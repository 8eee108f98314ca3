// Stands in for Windows' colour management in Wine 8; made for Wine only. There are no colour profiles.
#define EXPORT __declspec(dllexport)
EXPORT const char *mark(void) { return "made for Wine only"; }

#define FAILS(name) EXPORT void *name(void) { return 0; }
FAILS(WcsCreateIccProfile) FAILS(OpenColorProfileW) FAILS(CloseColorProfile) FAILS(GetColorProfileFromHandle)
