#include "cusb.h"

int cusb_init(libusb_context **context) {
  /* Options without a context are those of every context made later. */
  int result = libusb_set_option(NULL, LIBUSB_OPTION_NO_DEVICE_DISCOVERY);
  return result < 0 ? result : libusb_init(context);
}
