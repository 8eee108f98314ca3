// Stands in for Windows' ICU in Wine 8; made for Wine only. Every call fails, so Qt uses its own UTF converters.
#define EXPORT __declspec(dllexport)
EXPORT const char *mark(void) { return "made for Wine only"; }

#define FAILS(name) \
    EXPORT void *name(void *a, void *b, void *c, void *d) { (void)a, (void)b, (void)c, (void)d; return 0; }
FAILS(ucnv_close) FAILS(ucnv_reset) FAILS(ucnv_getMaxCharSize) FAILS(ucnv_getName) FAILS(ucnv_getToUCallBack)
FAILS(ucnv_getFromUCallBack) FAILS(ucnv_setToUCallBack) FAILS(ucnv_setFromUCallBack) FAILS(ucnv_cbToUWriteUChars)
FAILS(ucnv_cbFromUWriteUChars) FAILS(ucnv_toUnicode) FAILS(ucnv_fromUnicode) FAILS(ucnv_toUCountPending)
FAILS(ucnv_fromUCountPending) FAILS(ucnv_getStandardName) FAILS(ucnv_getAvailableName) FAILS(ucnv_countAvailable)
FAILS(UCNV_FROM_U_CALLBACK_SUBSTITUTE) FAILS(UCNV_TO_U_CALLBACK_SUBSTITUTE)

EXPORT void *ucnv_open(const char *name, int *error) {
    (void)name;
    *error = 4; // U_FILE_ACCESS_ERROR
    return 0;
}
