#define _GNU_SOURCE
#include "cloop.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <sys/timerfd.h>
#include <sys/timex.h>
#include <unistd.h>

void cloop_name_this_thread(const char *name) { pthread_setname_np(pthread_self(), name); }

static int arm(int descriptor) {
  /* Further away than any clock goes; it is there only to be cancelled. */
  struct itimerspec never = {.it_value = {.tv_sec = (time_t)(LONG_MAX / 1000000000L)}};
  int flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
  return timerfd_settime(descriptor, flags, &never, NULL) < 0 ? -errno : 0;
}

int cloop_clock_set_open(void) {
  int descriptor = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (descriptor < 0) return -errno;
  int result = arm(descriptor);
  if (result < 0) {
    close(descriptor);
    return result;
  }
  return descriptor;
}

int cloop_clock_set_read(int descriptor) {
  uint64_t expirations;
  if (read(descriptor, &expirations, sizeof expirations) < 0) {
    if (errno == EAGAIN || errno == EINTR) return 0;
    if (errno != ECANCELED) return -errno;
  }
  /* Armed before the caller looks at the clock, so that no later setting is missed. */
  int result = arm(descriptor);
  return result < 0 ? result : 1;
}

int cloop_clock_is_synchronised(void) {
  struct timex state = {.modes = 0};
  if (adjtimex(&state) < 0) return -errno;
  return (state.status & STA_UNSYNC) == 0;
}
