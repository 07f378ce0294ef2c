import StationModel
import Topology

/// What the names in a rig file mean at one moment. Made once for a moment: names are many, and each
/// look through all devices would be one too much.
struct RigPlaces {
  /// Where each bus is, by `usb1`.
  private var buses: [String: Device] = [:]
  /// By the kernel's names of cards and sockets.
  private var displays: [String: DisplayPlace] = [:]

  /// - Parameter needsDisplays: false saves sorting the devices.
  init(_ picture: DevicePicture, needsDisplays: Bool = false) {
    for device in picture.devices.values where device.path.name.number(after: "usb") != nil {
      let name = device.path.name
      if let other = buses[name], other.path < device.path { continue }
      buses[name] = device
    }
    guard needsDisplays else { return }
    for display in sort(picture, guidance: Guidance()).displays {
      for (name, place) in [
        (display.kernelName, display.place),
        (display.card.name, DisplayPlace(card: display.place.card)),
      ] where displays[name] == nil {
        displays[name] = place
      }
    }
  }

  /// `host`, `usb1/2.3` by the number of a bus, or a whole key.
  func key(_ place: String) -> StationKey {
    guard let slash = place.firstIndex(of: "/"), let root = buses[String(place[..<slash])] else {
      return StationKey(place)
    }
    return StationKey((root.idPath ?? root.path.text) + place[slash...])
  }

  /// `card1-HDMI-A-1` or `card1` by the kernel's name, or a lasting name with `pci-`.
  func display(_ name: String) -> DisplayPlace? {
    Self.isLasting(name) ? DisplayPlace(name) : displays[name]
  }

  static func isLasting(_ display: String) -> Bool { display.contains("/") }
}
