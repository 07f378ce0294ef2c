#include "cloop.h"

#include <errno.h>
#include <sys/timerfd.h>
#include <time.h>

static const int64_t billion = 1000000000;

int cloop_timer_open(int clock) {
  int descriptor = timerfd_create(clock, TFD_NONBLOCK | TFD_CLOEXEC);
  return descriptor < 0 ? -errno : descriptor;
}

int cloop_timer_set(int descriptor, int64_t nanoseconds) {
  struct itimerspec when = {.it_value = {0, 0}};
  if (nanoseconds > 0) {
    when.it_value.tv_sec = nanoseconds / billion;
    when.it_value.tv_nsec = nanoseconds % billion;
  }
  return timerfd_settime(descriptor, TFD_TIMER_ABSTIME, &when, NULL) < 0 ? -errno : 0;
}

int64_t cloop_clock_now(int clock) {
  struct timespec now;
  if (clock_gettime(clock, &now) < 0) return 0;
  return now.tv_sec * billion + now.tv_nsec;
}
