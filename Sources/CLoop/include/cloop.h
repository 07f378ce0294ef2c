/* What Swift's Glibc overlay does not import: eventfd, epoll's constants, thread names, timerfd. */
#pragma once
#include <pthread.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

/* pthread_setname_np is behind _GNU_SOURCE; names the calling thread, at most 15 characters. */
void cloop_name_this_thread(const char *name);

/* A descriptor that becomes readable when CLOCK_REALTIME is set (TFD_TIMER_CANCEL_ON_SET,
   timerfd_create(2)); minus errno if there can be none. The owner closes it. */
int cloop_clock_set_open(void);

/* Reads it: 1 if the clock was set since the last time, 0 if not, minus errno. Ready for the next. */
int cloop_clock_set_read(int descriptor);

/* 1 if the kernel is told that the wall clock follows a reference (no STA_UNSYNC, adjtimex(2)), 0 if
   it is not, minus errno if it may not be asked. Changes nothing. */
int cloop_clock_is_synchronised(void);

/* A descriptor that becomes readable when a time of this clock (clock_gettime(2)) has come; minus
   errno if there can be none. It is not set yet. The owner closes it. */
int cloop_timer_open(int clock);

/* Sets it to that time, in nanoseconds of its clock; 0 and less turn it off. 0, or minus errno. */
int cloop_timer_set(int descriptor, int64_t nanoseconds);

/* What a clock says, in nanoseconds; 0 if it does not exist. */
int64_t cloop_clock_now(int clock);

/* From now on the number of each signal that is caught can be read here, one byte each; minus errno.
   Once per process. */
int cloop_signals_open(void);

/* Catches this signal from now on, on any thread that does not block it. 0, or minus errno. */
int cloop_signals_catch(int number);

/* Lets the calling thread receive all signals, whatever those blocked who started the program. */
void cloop_unblock_signals(void);

/* Lets the calling thread receive no signals: they shall interrupt those that expect it. */
void cloop_block_signals(void);
