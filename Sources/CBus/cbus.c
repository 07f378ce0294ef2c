#include "cbus.h"
#include <string.h>

void cbus_vtable_start(sd_bus_vtable *entry) {
  const sd_bus_vtable start = SD_BUS_VTABLE_START(0);
  memcpy(entry, &start, sizeof start);
}

void cbus_vtable_method(sd_bus_vtable *entry, const char *member, const char *input,
                        const char *output, const char *argument_names,
                        sd_bus_message_handler_t handler, uint64_t flags) {
  memset(entry, 0, sizeof *entry);
  entry->type = _SD_BUS_VTABLE_METHOD;
  entry->flags = flags;
  entry->x.method.member = member;
  entry->x.method.signature = input;
  entry->x.method.result = output;
  entry->x.method.handler = handler;
  entry->x.method.names = argument_names;
}

void cbus_vtable_property(sd_bus_vtable *entry, const char *member, const char *signature,
                          sd_bus_property_get_t get, uint64_t flags) {
  memset(entry, 0, sizeof *entry);
  entry->type = _SD_BUS_VTABLE_PROPERTY;
  entry->flags = flags;
  entry->x.property.member = member;
  entry->x.property.signature = signature;
  entry->x.property.get = get;
}

void cbus_vtable_signal(sd_bus_vtable *entry, const char *member, const char *signature,
                        const char *argument_names) {
  memset(entry, 0, sizeof *entry);
  entry->type = _SD_BUS_VTABLE_SIGNAL;
  entry->x.signal.member = member;
  entry->x.signal.signature = signature;
  entry->x.signal.names = argument_names;
}

void cbus_vtable_end(sd_bus_vtable *entry) {
  const sd_bus_vtable end = SD_BUS_VTABLE_END;
  memcpy(entry, &end, sizeof end);
}
