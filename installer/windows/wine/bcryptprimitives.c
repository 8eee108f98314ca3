// Stands in for Windows' random numbers in Wine 8; made for Wine only. Link with -ladvapi32.
#define EXPORT __declspec(dllexport)
EXPORT const char *mark(void) { return "made for Wine only"; }

__declspec(dllimport) unsigned char SystemFunction036(void *to, unsigned long bytes); // RtlGenRandom

EXPORT int ProcessPrng(unsigned char *to, unsigned long long bytes) { return SystemFunction036(to, (unsigned long)bytes); }
