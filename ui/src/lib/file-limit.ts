/** The largest file that Onhand takes. The backend refuses larger ones; the screen says so before a byte has left. */
export const FILE_MAX_BYTES = 25 * 1024 * 1024;
