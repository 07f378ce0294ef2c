import Glibc
import StationModel

/// The file `disable` of a port in sysfs: 1 takes its power away, 0 gives it back
/// (Documentation/ABI/testing/sysfs-bus-usb).
///
/// It stays open until the port has its power back: a right that is lost meanwhile must not leave
/// the port dark.
final class DisableFile: PortSwitch {
  private let file: Int32
  private let path: String
  var way: PowerWay { .kernel }

  /// Nil where there is none, or it may not be written.
  init?(_ port: HubPort) {
    guard let path = Self.path(of: port), access(path, R_OK | W_OK) == 0 else { return nil }
    let file = open(path, O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else { return nil }
    self.file = file
    self.path = path
  }

  deinit { close(file) }

  func takeAway() throws(USBError) { try write("1") }
  func give() throws(USBError) { try write("0") }

  func hasPower() throws(USBError) -> Bool {
    var byte: UInt8 = 0
    guard pread(file, &byte, 1, 0) == 1 else { throw error("cannot read") }
    return byte == UInt8(ascii: "0")
  }

  private func write(_ text: StaticString) throws(USBError) {
    guard pwrite(file, text.utf8Start, text.utf8CodeUnitCount, 0) == text.utf8CodeUnitCount else {
      throw error("cannot write")
    }
  }

  private func error(_ what: String) -> USBError {
    USBError(.failed, "\(what) \(path): \(String(cString: strerror(errno)))")
  }

  /// `…/1-1/1-1:1.0/1-1-port3/disable`, of a root hub `…/usb1/1-0:1.0/usb1-port3/disable`. The
  /// number after the colon is the hub's configuration.
  static func path(of port: HubPort) -> String? {
    let name = port.hub.name
    let interface = name.hasPrefix("usb") ? name.dropFirst(3) + "-0:" : name + ":"
    for configuration in 1...8 {
      let folder = "\(port.hub.text)/\(interface)\(configuration).0"
      let path = "\(folder)/\(name)-port\(port.port)/disable"
      if access(path, F_OK) == 0 { return path }
    }
    return nil
  }
}
