/* What Swift's Glibc overlay does not import: eventfd, epoll's constants, thread names. */
#pragma once
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

/* pthread_setname_np is behind _GNU_SOURCE; names the calling thread, at most 15 characters. */
void cloop_name_this_thread(const char *name);
