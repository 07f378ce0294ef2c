import StationModel

extension DevicePath {
  /// Where a device is listed that hangs in this port of a hub; nil if the path is no port's.
  ///
  /// The port `…/usb2/2-0:1.0/usb2-port1` has `…/usb2/2-1`, and `…/2-1/2-1:1.0/2-1-port3` has
  /// `…/2-1/2-1.3`, whether a device is there or not.
  init?(inPort port: String) {
    let port = DevicePath(port)
    guard port.text.hasPrefix("/"), let interface = port.parent, let hub = interface.parent else {
      return nil
    }
    let name = hub.name
    guard port.name.hasPrefix(name + "-port"),
      let number = Strict.decimal(port.name.dropFirst(name.count + 5)),
      (1...255).contains(number)
    else { return nil }
    let child: String
    if Strict.isNumbered(name, after: "usb") {
      child = "\(name.dropFirst(3))-\(number)"
    } else if let dash = name.firstIndex(of: "-"), Strict.decimal(name[..<dash]) != nil,
      Strict.ports(name[name.index(after: dash)...]) != nil
    {
      child = "\(name).\(number)"
    } else {
      return nil
    }
    guard interface.name.hasPrefix(Self.interfacePrefix(of: name)) else { return nil }
    self.init(hub.text + "/" + child)
  }

  /// The path of a USB device below a hub; nil if its name is no such device's.
  init?(usbDevice path: String) {
    let path = DevicePath(path)
    guard path.text.hasPrefix("/sys/devices/"), let dash = path.name.firstIndex(of: "-"),
      Strict.decimal(path.name[..<dash]) != nil,
      Strict.ports(path.name[path.name.index(after: dash)...]) != nil
    else { return nil }
    self = path
  }

  /// A root hub's interface has the name that a device in port 0 would have.
  private static func interfacePrefix(of hub: String) -> String {
    hub.hasPrefix("usb") ? hub.dropFirst(3) + "-0:" : hub + ":"
  }
}
