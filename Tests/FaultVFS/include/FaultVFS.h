#pragma once

/* A SQLite VFS between SQLite and the system's own, in which writing fails as it is told to. Only
   files whose path begins with the given prefix are concerned. */

enum FaultKind {
  FaultNone,
  /* The n-th call fails with SQLITE_IOERR, the next ones work. */
  FaultOnce,
  /* From the n-th call on all fail: with SQLITE_IOERR, SQLITE_FULL or SQLITE_READONLY. */
  FaultBroken,
  FaultFull,
  FaultReadOnly,
  /* The n-th write writes its first half and says that the disk is full; so it stays. */
  FaultShort,
  /* At the n-th call the power goes: see fault_lose. */
  FaultPower,
  /* The process kills itself in the n-th call: before it, or after the half of it. */
  FaultKill,
};

/* Makes it the default VFS. 0, or SQLite's error. */
int fault_install(void);

/* From now on, counted from 1: calls that write, sync, truncate, delete, or create a file. */
void fault_plan(const char *prefix, enum FaultKind kind, long n);

/* Calls since fault_plan. */
long fault_count(void);

/* After FaultPower and after the connection was closed: takes back what was written and not synced
   since; all of it, or by the seed some of it. */
void fault_lose(unsigned long seed);
