#define _GNU_SOURCE
#include "cloop.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

/* The end that handlers write to. Set once, before the first handler is. */
static volatile int pipe_end = -1;

static void note(int number) {
  int before = errno;
  unsigned char byte = (unsigned char)number;
  /* A full pipe loses it: some 64,000 are unread then. */
  ssize_t written = write(pipe_end, &byte, 1);
  (void)written;
  errno = before;
}

int cloop_signals_open(void) {
  if (pipe_end >= 0) return -EALREADY;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0) return -errno;
  pipe_end = ends[1];
  return ends[0];
}

int cloop_signals_catch(int number) {
  struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  return sigaction(number, &action, NULL) < 0 ? -errno : 0;
}

void cloop_unblock_signals(void) {
  sigset_t none;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, NULL);
}

void cloop_block_signals(void) {
  sigset_t all;
  sigfillset(&all);
  /* What the thread itself does wrong must stay fatal. */
  sigdelset(&all, SIGSEGV);
  sigdelset(&all, SIGBUS);
  sigdelset(&all, SIGILL);
  sigdelset(&all, SIGFPE);
  sigdelset(&all, SIGTRAP);
  sigdelset(&all, SIGABRT);
  pthread_sigmask(SIG_BLOCK, &all, NULL);
}
