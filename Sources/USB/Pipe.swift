/// The control pipe of one open device. Tests put a made-up hub here.
protocol Pipe {
  /// `bcdUSB`: 0x0210 for USB 2.1.
  var version: UInt16 { get }
  /// `bDeviceProtocol`: 3 is a hub's half of USB 3.
  var deviceProtocol: UInt8 { get }
  /// Asks for `length` bytes; fewer may come.
  func ask(_ request: Request, length: Int) throws(USBError) -> [UInt8]
  func tell(_ request: Request) throws(USBError)
}

/// The eight bytes that begin a control transfer, without the length (USB 2.0, 9.3).
struct Request: Hashable {
  var type: UInt8
  var request: UInt8
  var value: UInt16
  var index: UInt16

  static func descriptor(_ kind: UInt8) -> Request {
    Request(type: 0x80, request: 6, value: UInt16(kind) << 8, index: 0)
  }

  /// The descriptor of a hub's class.
  static func hubDescriptor(_ kind: UInt8) -> Request {
    Request(type: 0xA0, request: 6, value: UInt16(kind) << 8, index: 0)
  }

  static func portStatus(_ port: UInt8) -> Request {
    Request(type: 0xA3, request: 0, value: 0, index: UInt16(port))
  }

  /// SET_FEATURE or CLEAR_FEATURE of PORT_POWER, which is feature 8.
  static func power(_ isOn: Bool, port: UInt8) -> Request {
    Request(type: 0x23, request: isOn ? 3 : 1, value: 8, index: UInt16(port))
  }
}
