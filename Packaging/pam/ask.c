#define _GNU_SOURCE
#include "ask.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The end of a program that nobody waits for. */
enum { alarm_in_seconds = 2 };

long milliseconds(void) {
  struct timespec now;
  if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) return 0;
  return now.tv_sec * 1000L + now.tv_nsec / 1000000L;
}

/* A copy of this process, of one thread, without fork(3)'s handlers. Only system calls may follow. */
static pid_t copy(unsigned long signal_at_end) {
  return (pid_t)syscall(SYS_clone, signal_at_end, 0, 0, 0, 0);
}

/* Where the process between has its only descriptor. */
enum { way_back = 0 };

/*
 * Becomes the program, which dies with its parent. The kernel forgets that wish where the program is
 * setuid, setgid or has capabilities (prctl(2)); the alarm lasts through every exec, and ends it a second
 * after nobody waits for it any more.
 */
static void become(const char *program, char *const words[], pid_t parent) {
  char *const nothing[] = {NULL};
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) _exit(1);
  if (dup2(way_back, 1) < 0) _exit(1);
  int null = open("/dev/null", O_RDWR);
  if (null < 0 || dup2(null, 0) < 0 || dup2(null, 2) < 0) _exit(1);
  if (close_range(3, ~0U, 0) != 0) _exit(1);
  if (chdir("/") != 0) _exit(1);
  alarm(alarm_in_seconds);
  execve(program, words, nothing);
  _exit(1);
}

/* Between the host process and the program: waits for it, and ends as it did. */
static void stand_between(const char *program, char *const words[], int output) {
  struct sigaction usual = {.sa_handler = SIG_DFL};
  for (int signal = 1; signal < NSIG; signal++) sigaction(signal, &usual, NULL);
  /* It keeps no descriptor of the host's. */
  if (dup2(output, way_back) < 0 || close_range(way_back + 1, ~0U, 0) != 0) _exit(1);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  pid_t me = getpid();
  pid_t child = copy(SIGCHLD);
  if (child < 0) _exit(1);
  if (child == 0) become(program, words, me);
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) _exit(1);
  _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

/*
 * See ask.h. The host process may ignore SIGCHLD, or have a handler that reaps whatever ends; pam_unix
 * changes that for a while, which other threads can feel. Here a process stands between that ends without a
 * signal and that no wait() of the host finds (clone(2), __WALL in waitpid(2)). It never becomes another
 * program, since that would bring the signal back.
 */
int ask(const char *program, char *const words[], long deadline, char *answer, size_t *length,
        bool *is_late) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  sigset_t all, former;
  sigfillset(&all);
  /* No handler of the host's runs in the copy. */
  if (pthread_sigmask(SIG_SETMASK, &all, &former) != 0) {
    close(ends[0]);
    close(ends[1]);
    return -1;
  }
  pid_t between = copy(0);
  if (between == 0) {
    stand_between(program, words, ends[1]);
    _exit(1);
  }
  pthread_sigmask(SIG_SETMASK, &former, NULL);
  close(ends[1]);
  if (between < 0) {
    close(ends[0]);
    return -1;
  }
  bool is_whole = false;
  *length = 0;
  while (!is_whole) {
    long left = deadline - milliseconds();
    if (left <= 0) {
      *is_late = true;
      break;
    }
    struct pollfd way = {.fd = ends[0], .events = POLLIN};
    int found = poll(&way, 1, (int)left);
    if (found < 0 && errno != EINTR) break;
    if (found <= 0) continue;
    /* One byte more than is allowed says that it was too much. */
    ssize_t count = read(ends[0], answer + *length, longest_answer + 1 - *length);
    if (count < 0 && errno != EINTR) break;
    if (count < 0) continue;
    *length += (size_t)count;
    if (*length > longest_answer) break;
    /* Nobody holds the other end any more: both have ended. */
    is_whole = count == 0;
  }
  close(ends[0]);
  /*
   * The program dies with it, or by its alarm. There is no deadline for the end itself: what was killed
   * ends as soon as the kernel has it run, and only one that hangs in the kernel could keep us waiting. It
   * does nothing there but wait for its child, and left alone it would stay a zombie of the host's.
   */
  if (!is_whole) kill(between, SIGKILL);
  int status = 0;
  pid_t ended;
  do ended = waitpid(between, &status, __WALL);
  while (ended < 0 && errno == EINTR);
  if (!is_whole || ended != between || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}
