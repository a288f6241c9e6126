/* A machine whose clock somebody sets: CLOCK_REALTIME alone is off by what the file named by TURNED_CLOCK says, in seconds; what runs
   since the start (CLOCK_MONOTONIC, CLOCK_BOOTTIME) stays true, as the kernel has it. A second word in the file is what a time source
   says: "none", or the seconds by which it is off itself. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

static double off(char *source) {
    double seconds = 0;
    int kept = errno;
    const char *path = getenv("TURNED_CLOCK");
    FILE *file = path ? fopen(path, "r") : NULL;
    if (file) {
        if (fscanf(file, "%lf %31s", &seconds, source) < 1) seconds = 0;
        fclose(file);
    }
    errno = kept;
    return seconds;
}

static int turned(clockid_t clock, struct timespec *at, double seconds) {
    int failed = syscall(SYS_clock_gettime, clock, at);
    if (failed) return failed;
    long whole = (long)seconds, rest = (long)((seconds - whole) * 1e9) + at->tv_nsec;
    at->tv_sec += whole;
    if (rest < 0) { rest += 1000000000; at->tv_sec--; }
    if (rest >= 1000000000) { rest -= 1000000000; at->tv_sec++; }
    at->tv_nsec = rest;
    return 0;
}

int clock_gettime(clockid_t clock, struct timespec *at) {
    char source[32] = "none";
    return turned(clock, at, clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE ? off(source) : 0);
}

int gettimeofday(struct timeval *restrict at, void *restrict zone) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *at) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at) *at = now.tv_sec;
    return now.tv_sec;
}

int adjtimex(struct timex *says) {
    char source[32] = "none";
    struct timespec now;
    off(source);
    memset(says, 0, sizeof *says);
    if (!strcmp(source, "none")) {
        says->status = STA_UNSYNC;
        return TIME_ERROR;
    }
    turned(CLOCK_REALTIME, &now, atof(source));
    says->status = STA_NANO;
    says->time.tv_sec = now.tv_sec;
    says->time.tv_usec = now.tv_nsec;
    return TIME_OK;
}
