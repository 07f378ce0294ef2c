#pragma once
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

/* What Swift cannot import: xmlFree is a variable that holds a function, and the name of an element
   is a `const xmlChar *` in a structure that Swift may only borrow. */

static inline void clibxml2_free(void *text) { xmlFree(text); }
