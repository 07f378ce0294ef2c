/*
 * pam_stationmaster: may a new session begin at this station?
 *
 *   account [default=ignore perm_denied=die] pam_stationmaster.so [program=PATH] [bus=ADDRESS]
 *
 * Asks the agent through a program of its own, and waits one second at most. Only a whole answer that
 * says "refused" refuses. Whatever else happens is PAM_IGNORE, and the sign-in goes on: nobody is locked
 * out because something does not work (docs/sign-in.md).
 */
#define _GNU_SOURCE
#include "ask.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#include <security/pam_ext.h>
#include <security/pam_modules.h>

#define EXPORTED __attribute__((visibility("default")))

/* What the program ends with if the sign-in is refused. */
enum { refused = 77 };
/* For the start of the program, its answer and its end. */
enum { patience_in_milliseconds = 1000 };
/* Of the value of a fact. */
enum { longest_fact = 255, most_facts = 13 };

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

  /* The agent tells nobody of a refusal that comes too late to be one. */
  long deadline = milliseconds() + patience_in_milliseconds;
  char until[24];
  snprintf(until, sizeof until, "%ld", deadline);
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
      !add(facts, "class", session_class) || !add(facts, "until", until) ||
      !add(facts, "bus", options.bus == NULL ? "" : options.bus)) {
    pam_syslog(pamh, LOG_NOTICE, "what is known of this sign-in cannot be asked about; it goes on");
    goto done;
  }

  size_t length = 0;
  bool is_late = false;
  int status = ask(options.program, facts->words, deadline, answer, &length, &is_late);
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
