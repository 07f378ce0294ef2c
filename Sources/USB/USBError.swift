import Glibc

/// A hub that could not be asked, or did not answer.
public struct USBError: Error, Sendable, Hashable, CustomStringConvertible {
  public var kind: Kind
  /// What happened, without a full stop: "cannot open /dev/bus/usb/001/004: Permission denied".
  public var description: String

  public enum Kind: Sendable, Hashable {
    /// The agent may not open the node.
    case denied
    /// There is no node: unplugged, or a container without /dev/bus/usb.
    case missing
    case failed
  }

  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  init(opening node: String, code: Int32) {
    let kind: Kind =
      switch code {
      case EACCES, EPERM: .denied
      case ENOENT, ENODEV, ENXIO: .missing
      default: .failed
      }
    self.init(kind, "cannot open \(node): \(String(cString: strerror(code)))")
  }
}
