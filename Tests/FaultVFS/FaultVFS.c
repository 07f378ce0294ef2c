#include "FaultVFS.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  sqlite3_file base;
  char *path;  /* NULL if it is not concerned */
  sqlite3_file *real;
} File;

/* What was there before a write that is not synced yet; the newest first. */
typedef struct Lost {
  struct Lost *next;
  char *path;
  sqlite3_int64 offset, size;
  int count;
  char bytes[];
} Lost;

static sqlite3_vfs *system_vfs;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char prefix[4096];
static enum FaultKind kind;
static long limit, calls;
static Lost *lost;

enum Verdict { Go, Fail, Half, Die, DieHalf };

static enum Verdict next_call(int *code, int is_write) {
  pthread_mutex_lock(&lock);
  long call = ++calls;
  enum FaultKind now = kind;
  long n = limit;
  pthread_mutex_unlock(&lock);
  switch (now) {
    case FaultNone: return Go;
    case FaultOnce: *code = SQLITE_IOERR; return call == n ? Fail : Go;
    case FaultBroken: *code = SQLITE_IOERR; return call >= n ? Fail : Go;
    case FaultPower: *code = SQLITE_IOERR; return call >= n ? Fail : Go;
    case FaultFull: *code = SQLITE_FULL; return call >= n ? Fail : Go;
    case FaultReadOnly: *code = SQLITE_READONLY; return call >= n ? Fail : Go;
    case FaultShort:
      *code = SQLITE_FULL;
      return call < n ? Go : call == n && is_write ? Half : Fail;
    case FaultKill: return call < n ? Go : is_write && n % 2 ? DieHalf : Die;
  }
  return Go;
}

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

#define REAL(file) (((File *)(file))->real)
#define CALL(file, method, ...) REAL(file)->pMethods->method(REAL(file), ##__VA_ARGS__)

static void remember(File *file, const void *bytes, int count, sqlite3_int64 offset) {
  if (kind != FaultPower) return;
  (void)bytes;
  Lost *one = calloc(1, sizeof(Lost) + (size_t)count);
  one->path = strdup(file->path);
  one->offset = offset;
  CALL(file, xFileSize, &one->size);
  sqlite3_int64 there = one->size - offset;
  one->count = there <= 0 ? 0 : there < count ? (int)there : count;
  if (one->count > 0) CALL(file, xRead, one->bytes, one->count, offset);
  pthread_mutex_lock(&lock);
  one->next = lost;
  lost = one;
  pthread_mutex_unlock(&lock);
}

static void forget(const char *path) {
  pthread_mutex_lock(&lock);
  for (Lost **place = &lost; *place;) {
    Lost *one = *place;
    if (path && strcmp(one->path, path)) {
      place = &one->next;
      continue;
    }
    *place = one->next;
    free(one->path);
    free(one);
  }
  pthread_mutex_unlock(&lock);
}

void fault_lose(unsigned long seed) {
  for (Lost *one = lost; one; one = one->next) {
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    if (seed >> 63 && seed & 1UL << 40) continue;
    int file = open(one->path, O_RDWR | O_CLOEXEC);
    if (file < 0) continue;
    if (one->count > 0) (void)!pwrite(file, one->bytes, (size_t)one->count, one->offset);
    off_t size = lseek(file, 0, SEEK_END);
    if (size > one->size) (void)!ftruncate(file, one->size);
    close(file);
  }
  forget(NULL);
}

static int file_close(sqlite3_file *file) {
  int code = REAL(file)->pMethods ? CALL(file, xClose) : SQLITE_OK;
  free(((File *)file)->path);
  ((File *)file)->path = NULL;
  return code;
}

static int file_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  return CALL(file, xRead, bytes, count, offset);
}

static int file_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  File *own = (File *)file;
  int code = SQLITE_IOERR;
  if (own->path) {
    switch (next_call(&code, 1)) {
      case Go: remember(own, bytes, count, offset); break;
      case Fail: return code == SQLITE_IOERR ? SQLITE_IOERR_WRITE : code;
      case Half: CALL(file, xWrite, bytes, count / 2, offset); return code;
      case DieHalf: CALL(file, xWrite, bytes, count / 2, offset); die();
      case Die: die();
    }
  }
  return CALL(file, xWrite, bytes, count, offset);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
  File *own = (File *)file;
  int code = SQLITE_IOERR;
  if (own->path) {
    switch (next_call(&code, 0)) {
      case Go: {
        sqlite3_int64 before = 0;
        CALL(file, xFileSize, &before);
        if (before > size && before - size < 1 << 28) remember(own, NULL, (int)(before - size), size);
        break;
      }
      case Die: case DieHalf: die();
      default: return code == SQLITE_IOERR ? SQLITE_IOERR_TRUNCATE : code;
    }
  }
  return CALL(file, xTruncate, size);
}

static int file_sync(sqlite3_file *file, int flags) {
  File *own = (File *)file;
  int code = SQLITE_IOERR;
  if (own->path) {
    switch (next_call(&code, 0)) {
      case Go: break;
      case Die: case DieHalf: die();
      default: return code == SQLITE_IOERR ? SQLITE_IOERR_FSYNC : code;
    }
  }
  code = CALL(file, xSync, flags);
  if (own->path && code == SQLITE_OK) forget(own->path);
  return code;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
  return CALL(file, xFileSize, size);
}
static int file_lock(sqlite3_file *file, int level) { return CALL(file, xLock, level); }
static int file_unlock(sqlite3_file *file, int level) { return CALL(file, xUnlock, level); }
static int file_reserved(sqlite3_file *file, int *result) {
  return CALL(file, xCheckReservedLock, result);
}
static int file_control(sqlite3_file *file, int operation, void *argument) {
  return CALL(file, xFileControl, operation, argument);
}
static int file_sector(sqlite3_file *file) { return CALL(file, xSectorSize); }
static int file_traits(sqlite3_file *file) { return CALL(file, xDeviceCharacteristics); }
static int file_map(sqlite3_file *file, int page, int size, int extend, void volatile **result) {
  return CALL(file, xShmMap, page, size, extend, result);
}
static int file_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
  return CALL(file, xShmLock, offset, count, flags);
}
static void file_barrier(sqlite3_file *file) { CALL(file, xShmBarrier); }
static int file_unmap(sqlite3_file *file, int drop) { return CALL(file, xShmUnmap, drop); }

static const sqlite3_io_methods methods = {
    2,          file_close,    file_read,    file_write,  file_truncate, file_sync, file_size,
    file_lock,  file_unlock,   file_reserved, file_control, file_sector, file_traits, file_map,
    file_shm_lock, file_barrier, file_unmap, NULL, NULL};

static int vfs_open(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *result) {
  File *own = (File *)file;
  own->real = (sqlite3_file *)&own[1];
  own->path = NULL;
  own->base.pMethods = NULL;
  own->real->pMethods = NULL;
  (void)vfs;
  int watched = name && prefix[0] && strncmp(name, prefix, strlen(prefix)) == 0;
  if (watched && flags & SQLITE_OPEN_CREATE && access(name, F_OK)) {
    int code = SQLITE_IOERR;
    switch (next_call(&code, 0)) {
      case Go: break;
      case Die: case DieHalf: die();
      default: return SQLITE_CANTOPEN;
    }
  }
  int code = system_vfs->xOpen(system_vfs, name, own->real, flags, result);
  if (own->real->pMethods) own->base.pMethods = &methods;
  if (code == SQLITE_OK && watched) own->path = strdup(name);
  return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync) {
  (void)vfs;
  if (prefix[0] && strncmp(name, prefix, strlen(prefix)) == 0 && access(name, F_OK) == 0) {
    int code = SQLITE_IOERR;
    switch (next_call(&code, 0)) {
      case Go: break;
      case Die: case DieHalf: die();
      default: return code == SQLITE_IOERR ? SQLITE_IOERR_DELETE : code;
    }
    forget(name);
  }
  return system_vfs->xDelete(system_vfs, name, sync);
}

int fault_install(void) {
  static sqlite3_vfs own;
  pthread_mutex_lock(&lock);
  int code = SQLITE_OK;
  if (!system_vfs) {
    system_vfs = sqlite3_vfs_find(NULL);
    own = *system_vfs;
    own.pNext = NULL;
    own.zName = "fault";
    own.szOsFile = (int)sizeof(File) + system_vfs->szOsFile;
    own.xOpen = vfs_open;
    own.xDelete = vfs_delete;
    code = sqlite3_vfs_register(&own, 1);
  }
  pthread_mutex_unlock(&lock);
  return code;
}

void fault_plan(const char *path, enum FaultKind what, long n) {
  pthread_mutex_lock(&lock);
  strncpy(prefix, path, sizeof prefix - 1);
  kind = what;
  limit = n;
  calls = 0;
  pthread_mutex_unlock(&lock);
  if (what != FaultNone) forget(NULL);
}

long fault_count(void) {
  pthread_mutex_lock(&lock);
  long count = calls;
  pthread_mutex_unlock(&lock);
  return count;
}
