/* A disk that is sick as the file named by SICK_DISK says: "WHAT WHERE HOW", read again at each call; no such file, no sickness.
   WHAT: "sync" a sync fails (EIO), "write" a write fails (EIO), "full" a write finds no room (ENOSPC), "ro" nothing can be written, made
   or taken away (EROFS), "slow" a sync takes 200 ms more. WHERE: a part of the path. HOW: "once", or "on" for as long as the file says so.
   Once it was sick for the first time there is a file beside it, named with ".seen". */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int sick(const char *what, const char *path) {
    char says[16] = "", where[200] = "", how[16] = "", seen[4200];
    const char *orders = getenv("SICK_DISK");
    if (!orders || !path) return 0;
    int saved = errno;
    FILE *file = fopen(orders, "r");
    if (!file) { errno = saved; return 0; }
    int words = fscanf(file, "%15s %199s %15s", says, where, how);
    fclose(file);
    errno = saved;
    if (words != 3 || strcmp(says, what) || !strstr(path, where)) return 0;
    snprintf(seen, sizeof seen, "%s.seen", orders);
    if ((file = fopen(seen, "w"))) fclose(file);
    if (!strcmp(how, "once")) unlink(orders);
    errno = saved;
    return 1;
}

static int sick_file(const char *what, int fd) {
    char link[64], path[4096];
    if (!getenv("SICK_DISK")) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    int saved = errno;
    ssize_t length = readlink(link, path, sizeof path - 1);
    errno = saved;
    if (length < 0) return 0;
    path[length] = 0;
    return sick(what, path);
}

#define REAL(type, name, ...) type (*real)(__VA_ARGS__) = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)
#define FAIL(error) do { errno = error; return -1; } while (0)
#define SYNC(name) int name(int fd) { REAL(int, name, int); \
    if (sick_file("sync", fd)) FAIL(EIO); \
    if (sick_file("slow", fd)) { struct timespec more = {0, 200000000}; nanosleep(&more, NULL); } \
    return real(fd); }
#define CANNOT_WRITE(fd) do { if (sick_file("write", fd)) FAIL(EIO); if (sick_file("full", fd)) FAIL(ENOSPC); \
    if (sick_file("ro", fd)) FAIL(EROFS); } while (0)
#define PWRITE(name, offset) ssize_t name(int fd, const void *what, size_t size, offset at) { \
    REAL(ssize_t, name, int, const void *, size_t, offset); CANNOT_WRITE(fd); return real(fd, what, size, at); }
#define TRUNCATE(name, offset) int name(int fd, offset length) { \
    REAL(int, name, int, offset); CANNOT_WRITE(fd); return real(fd, length); }
#define MODE(flags) mode_t mode = 0; if ((flags) & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); \
    mode = va_arg(more, mode_t); va_end(more); } \
    if (((flags) & (O_ACCMODE | O_CREAT | O_TRUNC)) && sick("ro", path)) FAIL(EROFS)
#define OPEN(name) int name(const char *path, int flags, ...) { REAL(int, name, const char *, int, ...); \
    MODE(flags); return real(path, flags, mode); }
#define OPENAT(name) int name(int at, const char *path, int flags, ...) { REAL(int, name, int, const char *, int, ...); \
    MODE(flags); return real(at, path, flags, mode); }

SYNC(fsync)
SYNC(fdatasync)
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int fd, const void *what, size_t size) {
    REAL(ssize_t, write, int, const void *, size_t);
    CANNOT_WRITE(fd);
    return real(fd, what, size);
}

int unlink(const char *path) {
    REAL(int, unlink, const char *);
    if (sick("ro", path)) FAIL(EROFS);
    return real(path);
}

int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *);
    if (sick("ro", to)) FAIL(EROFS);
    return real(from, to);
}
