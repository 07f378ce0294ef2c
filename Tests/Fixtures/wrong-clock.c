/*
 * A computer whose clock is wrong: CLOCK_REALTIME is off by the seconds in the file that WRONG_CLOCK
 * names, and by none if that cannot be read. Preloaded (ld.so(8)). All other clocks and all timers go
 * right, which faketime(1) does not manage for timers on CLOCK_BOOTTIME.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long seconds_off(void) {
  const char *path = getenv("WRONG_CLOCK");
  int file = path == NULL ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  char text[32] = "";
  if (read(file, text, sizeof text - 1) < 0) text[0] = '\0';
  close(file);
  return strtol(text, NULL, 10);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = (int)syscall(SYS_clock_gettime, clock, now);
  if (result == 0 && clock == CLOCK_REALTIME) now->tv_sec += seconds_off();
  return result;
}
