#pragma once
#include <stddef.h>

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

/* What Swift cannot say: VIR_DOMAIN_EVENT_CALLBACK casts one function type to another. Each event
   has its own function here, so that the compiler checks the type that libvirt calls. Each returns
   the callback's number, or -1; libvirt calls `release` when it is done with the owner. */

static inline int clibvirt_on_lifecycle(
    virConnectPtr connection, virConnectDomainEventCallback callback, void *owner,
    virFreeCallback release) {
  return virConnectDomainEventRegisterAny(
      connection, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK(callback), owner,
      release);
}

static inline int clibvirt_on_reboot(
    virConnectPtr connection, virConnectDomainEventGenericCallback callback, void *owner,
    virFreeCallback release) {
  return virConnectDomainEventRegisterAny(
      connection, NULL, VIR_DOMAIN_EVENT_ID_REBOOT, VIR_DOMAIN_EVENT_CALLBACK(callback), owner,
      release);
}

static inline int clibvirt_on_graphics(
    virConnectPtr connection, virConnectDomainEventGraphicsCallback callback, void *owner,
    virFreeCallback release) {
  return virConnectDomainEventRegisterAny(
      connection, NULL, VIR_DOMAIN_EVENT_ID_GRAPHICS, VIR_DOMAIN_EVENT_CALLBACK(callback), owner,
      release);
}

static inline int clibvirt_on_device_added(
    virConnectPtr connection, virConnectDomainEventDeviceAddedCallback callback, void *owner,
    virFreeCallback release) {
  return virConnectDomainEventRegisterAny(
      connection, NULL, VIR_DOMAIN_EVENT_ID_DEVICE_ADDED, VIR_DOMAIN_EVENT_CALLBACK(callback),
      owner, release);
}

static inline int clibvirt_on_device_removed(
    virConnectPtr connection, virConnectDomainEventDeviceRemovedCallback callback, void *owner,
    virFreeCallback release) {
  return virConnectDomainEventRegisterAny(
      connection, NULL, VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED, VIR_DOMAIN_EVENT_CALLBACK(callback),
      owner, release);
}

static inline int clibvirt_on_metadata(
    virConnectPtr connection, virConnectDomainEventMetadataChangeCallback callback, void *owner,
    virFreeCallback release) {
  return virConnectDomainEventRegisterAny(
      connection, NULL, VIR_DOMAIN_EVENT_ID_METADATA_CHANGE, VIR_DOMAIN_EVENT_CALLBACK(callback),
      owner, release);
}
