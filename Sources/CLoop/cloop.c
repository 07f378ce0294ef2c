#define _GNU_SOURCE
#include "cloop.h"

void cloop_name_this_thread(const char *name) { pthread_setname_np(pthread_self(), name); }
