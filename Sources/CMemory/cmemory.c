#define _GNU_SOURCE
#include "cmemory.h"

#include <fcntl.h>
#include <link.h>
#include <malloc.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

void cmemory_refuse_huge_pages(void) { prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0); }

void cmemory_take_huge_pages(void) { prctl(PR_SET_THP_DISABLE, 0, 0, 0, 0); }

/* Whether the loader wrote into segments that are not writable; no library of a distribution asks it
   to, but then they would not be as in the file. */
static int has_text_relocations(const struct dl_phdr_info *object) {
  for (int i = 0; i < object->dlpi_phnum; i++) {
    if (object->dlpi_phdr[i].p_type != PT_DYNAMIC) continue;
    const ElfW(Dyn) *entry = (const void *)(object->dlpi_addr + object->dlpi_phdr[i].p_vaddr);
    for (; entry->d_tag != DT_NULL; entry++) {
      if (entry->d_tag == DT_TEXTREL) return 1;
      if (entry->d_tag == DT_FLAGS && (entry->d_un.d_val & DF_TEXTREL)) return 1;
    }
  }
  return 0;
}

static int give_back(struct dl_phdr_info *object, size_t size, void *page_size) {
  (void)size;
  /* The program itself has no name; what has one without a folder is the kernel's own (vdso(7)). */
  if (object->dlpi_name[0] != 0 && strchr(object->dlpi_name, '/') == NULL) return 0;
  if (has_text_relocations(object)) return 0;
  uintptr_t mask = ~(*(const uintptr_t *)page_size - 1);
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
    if (segment->p_type != PT_LOAD || (segment->p_flags & PF_W)) continue;
    uintptr_t begin = object->dlpi_addr + segment->p_vaddr;
    uintptr_t end = begin + segment->p_memsz;
    madvise((void *)(begin & mask), end - (begin & mask), MADV_DONTNEED);
  }
  return 0;
}

void cmemory_give_back(void) {
  uintptr_t page_size = (uintptr_t)sysconf(_SC_PAGESIZE);
  malloc_trim(0);
  /* It holds the loader's lock, so that no library comes or goes meanwhile. */
  dl_iterate_phdr(give_back, &page_size);
}

void cmemory_forget_program(void) {
  int program = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  if (program < 0) return;
  posix_fadvise(program, 0, 0, POSIX_FADV_DONTNEED);
  close(program);
}
