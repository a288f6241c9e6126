/* A disk that fails once when a write-ahead log is synced, as soon as the file named by SICK_DISK says "eio". */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int sick(int fd) {
    char link[64], path[4096], says[8] = "";
    const char *orders = getenv("SICK_DISK");
    if (!orders) return 0;
    FILE *file = fopen(orders, "r");
    if (!file) return 0;
    if (!fgets(says, sizeof says, file)) says[0] = 0;
    fclose(file);
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 4 || strncmp(path + length - 4, "-wal", 4)) return 0;
    if (strncmp(says, "eio", 3)) return 0;
    unlink(orders);
    return 1;
}

int fsync(int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    if (sick(fd)) { errno = EIO; return -1; }
    return real(fd);
}

int fdatasync(int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    if (sick(fd)) { errno = EIO; return -1; }
    return real(fd);
}
