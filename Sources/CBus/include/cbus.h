/* sd-bus vtable entries are bit-fields in a union, which Swift does not import. */
#pragma once
#include <systemd/sd-bus.h>

void cbus_vtable_start(sd_bus_vtable *entry);
void cbus_vtable_method(sd_bus_vtable *entry, const char *member, const char *input,
                        const char *output, const char *argument_names,
                        sd_bus_message_handler_t handler, uint64_t flags);
void cbus_vtable_property(sd_bus_vtable *entry, const char *member, const char *signature,
                          sd_bus_property_get_t get, uint64_t flags);
void cbus_vtable_signal(sd_bus_vtable *entry, const char *member, const char *signature,
                        const char *argument_names);
void cbus_vtable_end(sd_bus_vtable *entry);
