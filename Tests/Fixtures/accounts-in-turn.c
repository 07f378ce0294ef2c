// Preloaded before libnss_wrapper: one question at a time. Asked by several threads at once, its getgrouplist loses
// groups (1.1.12: of 16,000 answers 1,160), and the real one does not.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <grp.h>
#include <pthread.h>
#include <pwd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

#define IN_TURN(name, parameters, arguments)                       \
  int name parameters {                                            \
    int (*next) parameters = dlsym(RTLD_NEXT, #name);              \
    pthread_mutex_lock(&turn);                                     \
    int result = next arguments;                                   \
    pthread_mutex_unlock(&turn);                                   \
    return result;                                                 \
  }

IN_TURN(getgrouplist, (const char *user, gid_t own, gid_t *groups, int *count), (user, own, groups, count))
IN_TURN(getgrgid_r, (gid_t id, struct group *entry, char *text, size_t size, struct group **found),
        (id, entry, text, size, found))
IN_TURN(getpwuid_r, (uid_t id, struct passwd *entry, char *text, size_t size, struct passwd **found),
        (id, entry, text, size, found))
