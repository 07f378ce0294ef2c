/*
 * Asks a program, from a process that is somebody else's: a display manager with many threads, a server
 * with a handler of its own for SIGCHLD. So nothing of theirs is changed, not even for a moment: no signal
 * disposition, no descriptor, no variable.
 */
#ifndef STATIONMASTER_ASK_H
#define STATIONMASTER_ASK_H

#include <stdbool.h>
#include <stddef.h>

/* Of an answer. */
enum { longest_answer = 4096 };

/* Of CLOCK_MONOTONIC; 0 if there is none. */
long milliseconds(void);

/*
 * Runs the program and reads what it says, up to longest_answer bytes and one more, which says that it was
 * too much. Returns its exit status, or -1 if there is no answer by the deadline, in milliseconds().
 */
int ask(const char *program, char *const words[], long deadline, char *answer, size_t *length,
        bool *is_late);

#endif
