/*
 * pam_stationmaster: may a new session begin at this station?
 *
 *   account [default=ignore perm_denied=die] pam_stationmaster.so [program=PATH] [bus=ADDRESS]
 *
 * Asks the agent through a program of its own, and waits one second at most. Only a whole answer that
 * says "refused" refuses. Whatever else happens is PAM_IGNORE, and the sign-in goes on: nobody is locked
 * out because something does not work (docs/sign-in.md).
 *
 * The processes that call this are other people's: display managers with many threads, servers with
 * handlers of their own for SIGCHLD. So nothing of theirs is changed, not even for a moment: no signal
 * disposition, no descriptor, no variable. See ask().
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#include <security/pam_ext.h>
#include <security/pam_modules.h>

#define EXPORTED __attribute__((visibility("default")))

/* What the program ends with if the sign-in is refused. */
enum { refused = 77 };
/* For the start of the program, its answer and its end. */
enum { patience_in_milliseconds = 1000 };
/* The end of a program that nobody waits for. */
enum { alarm_in_seconds = 2 };
/* Of an answer, and of the value of a fact. */
enum { longest_answer = 4096, longest_fact = 255, most_facts = 12 };

static const char usual_program[] = "/usr/lib/stationmaster/may-sign-in";
/* An answer that was cut off must not be taken for one. */
static const char answer_start[] = "REFUSED\n";
static const char answer_end[] = "\nEND\n";

/* The services of remote desktops; the agent has the same list (Sources/Seats/RemoteDesktops.swift). */
static const char *const remote_services[] = {
    "xrdp-sesman", "xrdp", "sesman", "tigervnc", "vncserver", "gnome-remote-desktop", "gdm-*",
};

struct options {
  const char *program;
  const char *bus;
};

/* Arguments of the program: key=value. */
struct facts {
  char text[most_facts][longest_fact + 32];
  char *words[most_facts + 1];
  int count;
};

static void read_options(pam_handle_t *pamh, int argc, const char **argv, struct options *options) {
  for (int i = 0; i < argc; i++) {
    if (strncmp(argv[i], "program=", 8) == 0)
      options->program = argv[i] + 8;
    else if (strncmp(argv[i], "bus=", 4) == 0)
      options->bus = argv[i] + 4;
    else
      pam_syslog(pamh, LOG_WARNING, "unknown option: %.60s", argv[i]);
  }
}

static const char *item(pam_handle_t *pamh, int which) {
  const void *value = NULL;
  if (pam_get_item(pamh, which, &value) != PAM_SUCCESS || value == NULL) return "";
  return value;
}

static const char *variable(pam_handle_t *pamh, const char *name) {
  const char *value = pam_getenv(pamh, name);
  return value == NULL ? "" : value;
}

/* False if the fact is too long or has control characters: then nothing is asked at all. */
static bool add(struct facts *facts, const char *key, const char *value) {
  if (*value == '\0') return true;
  size_t length = strlen(value);
  if (length > longest_fact || facts->count == most_facts) return false;
  for (const char *byte = value; *byte; byte++)
    if ((unsigned char)*byte < ' ' || *byte == 0x7f) return false;
  char *text = facts->text[facts->count];
  strcpy(text, key);
  strcat(text, "=");
  strcat(text, value);
  facts->words[facts->count++] = text;
  facts->words[facts->count] = NULL;
  return true;
}

/* A text console: they are all of the host's own seat. */
static bool is_console(const char *tty) {
  if (strncmp(tty, "/dev/", 5) == 0) tty += 5;
  if (strcmp(tty, "console") == 0) return true;
  if (strncmp(tty, "tty", 3) != 0) return false;
  tty += 3;
  return *tty != '\0' && strspn(tty, "0123456789") == strlen(tty);
}

static bool is_remote_service(const char *service) {
  for (size_t i = 0; i < sizeof remote_services / sizeof *remote_services; i++)
    if (fnmatch(remote_services[i], service, 0) == 0) return true;
  return false;
}

/*
 * A greeter or a screen lock, and no person: gdm signs its greeter in at the seat, through the same account
 * stage. Refused, it would leave a black screen, and nobody could be told anything.
 */
static bool is_greeter(const char *service, const char *session_class) {
  return strcmp(service, "gdm-launch-environment") == 0 || fnmatch("*-greeter", service, 0) == 0 ||
         strcmp(session_class, "greeter") == 0 || strcmp(session_class, "lock-screen") == 0;
}

/*
 * Is there anything to ask? Root and the host's own console need no agent, and what tells no place
 * (su, sudo, cron, ssh) is at no station. A seat goes before the terminal: gdm names tty1 for all.
 */
static bool is_worth_asking(const char *user, const char *service, const char *seat,
                            const char *display, const char *tty, const char *session_class) {
  if (strcmp(user, "root") == 0) return false;
  if (is_greeter(service, session_class)) return false;
  if (*seat != '\0') return strcmp(seat, "seat0") != 0;
  if (is_remote_service(service)) return true;
  if (*display == ':' || *tty == ':') return true;
  return false;
}

static long milliseconds(void) {
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
static void become(const struct options *options, char *const words[], pid_t parent) {
  char *const nothing[] = {NULL};
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) _exit(1);
  if (dup2(way_back, 1) < 0) _exit(1);
  int null = open("/dev/null", O_RDWR);
  if (null < 0 || dup2(null, 0) < 0 || dup2(null, 2) < 0) _exit(1);
  if (close_range(3, ~0U, 0) != 0) _exit(1);
  if (chdir("/") != 0) _exit(1);
  alarm(alarm_in_seconds);
  execve(options->program, words, nothing);
  _exit(1);
}

/* Between the host process and the program: waits for it, and ends as it did. */
static void stand_between(const struct options *options, char *const words[], int output) {
  struct sigaction usual = {.sa_handler = SIG_DFL};
  for (int signal = 1; signal < NSIG; signal++) sigaction(signal, &usual, NULL);
  /* It keeps no descriptor of the host's. */
  if (dup2(output, way_back) < 0 || close_range(way_back + 1, ~0U, 0) != 0) _exit(1);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  pid_t me = getpid();
  pid_t program = copy(SIGCHLD);
  if (program < 0) _exit(1);
  if (program == 0) become(options, words, me);
  int status = 0;
  while (waitpid(program, &status, 0) < 0)
    if (errno != EINTR) _exit(1);
  _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

/*
 * Runs the program and reads what it says. Returns its exit status, or -1 if there is no answer.
 *
 * The host process may ignore SIGCHLD, or have a handler that reaps whatever ends; pam_unix changes that
 * for a while, which other threads can feel. Here a process stands between that ends without a signal
 * and that no wait() of the host finds (clone(2), __WALL in waitpid(2)). It never becomes another
 * program, since that would bring the signal back.
 */
static int ask(const struct options *options, char *const words[], char *answer, size_t *length,
               bool *is_late) {
  long deadline = milliseconds() + patience_in_milliseconds;
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
    stand_between(options, words, ends[1]);
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

/* The sentences of a whole answer; NULL if it is not one. The answer has room for one byte more. */
static const char *message_in(char *answer, size_t length) {
  const size_t start = sizeof answer_start - 1, end = sizeof answer_end - 1;
  if (length <= start + end || memcmp(answer, answer_start, start) != 0 ||
      memcmp(answer + length - end, answer_end, end) != 0)
    return NULL;
  char *message = answer + start;
  answer[length - end] = '\0';
  if (strlen(message) != length - start - end) return NULL;
  for (const char *byte = message; *byte; byte++)
    if (((unsigned char)*byte < ' ' && *byte != '\n') || *byte == 0x7f) return NULL;
  return message;
}

EXPORTED int pam_sm_acct_mgmt(pam_handle_t *pamh, int flags, int argc, const char **argv) {
  struct options options = {.program = usual_program, .bus = NULL};
  read_options(pamh, argc, argv, &options);
  const char *user = item(pamh, PAM_USER);
  const char *service = item(pamh, PAM_SERVICE);
  const char *tty = item(pamh, PAM_TTY);
  const char *display = item(pamh, PAM_XDISPLAY);
  const char *seat = variable(pamh, "XDG_SEAT");
  const char *session_class = variable(pamh, "XDG_SESSION_CLASS");
  if (*user == '\0' || !is_worth_asking(user, service, seat, display, tty, session_class))
    return PAM_IGNORE;
  /* Without a seat, a text console is the host's, whoever asks. */
  if (*seat == '\0' && *display == '\0' && is_console(tty) && *item(pamh, PAM_RHOST) == '\0')
    return PAM_IGNORE;

  struct facts *facts = calloc(1, sizeof *facts);
  char *answer = malloc(longest_answer + 2);
  int result = PAM_IGNORE;
  if (facts == NULL || answer == NULL) goto done;
  strcpy(facts->text[0], "may-sign-in");
  facts->words[0] = facts->text[0];
  facts->count = 1;
  if (!add(facts, "user", user) || !add(facts, "service", service) || !add(facts, "tty", tty) ||
      !add(facts, "display", display) || !add(facts, "seat", seat) ||
      !add(facts, "rhost", item(pamh, PAM_RHOST)) || !add(facts, "ruser", item(pamh, PAM_RUSER)) ||
      !add(facts, "type", variable(pamh, "XDG_SESSION_TYPE")) ||
      !add(facts, "class", session_class) ||
      !add(facts, "bus", options.bus == NULL ? "" : options.bus)) {
    pam_syslog(pamh, LOG_NOTICE, "what is known of this sign-in cannot be asked about; it goes on");
    goto done;
  }

  size_t length = 0;
  bool is_late = false;
  int status = ask(&options, facts->words, answer, &length, &is_late);
  if (is_late)
    pam_syslog(pamh, LOG_WARNING, "no answer within a second; the sign-in goes on");
  if (status != refused) goto done;
  const char *message = message_in(answer, length);
  if (message == NULL) {
    pam_syslog(pamh, LOG_WARNING, "the answer is not whole; the sign-in goes on");
    goto done;
  }
  pam_syslog(pamh, LOG_NOTICE, "refused %s: %.*s", user, (int)strcspn(message, "\n"), message);
  /* As information: lightdm-gtk-greeter writes "Your password is incorrect" over whatever is an error. */
  if (!(flags & PAM_SILENT)) pam_info(pamh, "%s", message);
  result = PAM_PERM_DENIED;
done:
  free(facts);
  free(answer);
  return result;
}

/* Nothing else is its business; in whatever stack it stands, it lets everybody by. */
#define LETS_BY(name)                                                               \
  EXPORTED int name(pam_handle_t *pamh, int flags, int argc, const char **argv) {  \
    (void)pamh, (void)flags, (void)argc, (void)argv;                               \
    return PAM_IGNORE;                                                              \
  }
LETS_BY(pam_sm_authenticate)
LETS_BY(pam_sm_setcred)
LETS_BY(pam_sm_open_session)
LETS_BY(pam_sm_close_session)
LETS_BY(pam_sm_chauthtok)
