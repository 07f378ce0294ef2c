/* What Swift cannot call of libusb: libusb_set_option is variadic. */
#pragma once
#include <libusb-1.0/libusb.h>

/* A context that looks for no devices, and so starts no thread: udev has found them already. */
int cusb_init(libusb_context **context);
