/* What a program can do for its own size. */
#pragma once

/* Takes no huge pages from now on: one of them for a stack of which a page is used costs 2 MiB.
   Programs that are started inherit it. */
void cmemory_refuse_huge_pages(void);

/* As it was before. */
void cmemory_take_huge_pages(void);

/* Unmaps what was touched of the code and the constants of the program and its libraries, and gives
   free memory of the heap back. What is needed again comes back from the page cache at the next use.
   Only segments that the loader maps without write permission: nothing can be lost. */
void cmemory_give_back(void);

/* Lets the page cache forget the program's file, but for the pages that are mapped somewhere. What is
   needed again is read from the disk. */
void cmemory_forget_program(void);
