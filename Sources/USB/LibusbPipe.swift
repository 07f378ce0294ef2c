import CLibUSB
import CUSB
import Glibc

/// The one place that talks to libusb. Blocks; never on the event loop.
///
/// The device is opened here and handed over, so that libusb looks for nothing by itself and starts
/// no thread.
final class LibusbPipe: Pipe {
  private let context: OpaquePointer
  private let handle: OpaquePointer
  private let file: Int32
  private let node: String
  let version: UInt16
  let deviceProtocol: UInt8

  /// Milliseconds for each question. A hub answers within one.
  private static let patience: UInt32 = 1000

  init(node: String) throws(USBError) {
    // Looked at before it is touched: where nodes are missing or closed, that is all it costs.
    guard access(node, R_OK | W_OK) == 0 else { throw USBError(opening: node, code: errno) }
    let file = open(node, O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else { throw USBError(opening: node, code: errno) }
    var context: OpaquePointer?
    var result = cusb_init(&context)
    guard result >= 0, let context else {
      close(file)
      throw Self.error("cannot start libusb", result)
    }
    var handle: OpaquePointer?
    result = libusb_wrap_sys_device(context, Int(file), &handle)
    guard result >= 0, let handle else {
      libusb_exit(context)
      close(file)
      throw Self.error("cannot use \(node)", result)
    }
    var device = libusb_device_descriptor()
    // Cannot fail: libusb has read it when it took the device.
    _ = libusb_get_device_descriptor(libusb_get_device(handle), &device)
    version = device.bcdUSB
    deviceProtocol = device.bDeviceProtocol
    self.context = context
    self.handle = handle
    self.file = file
    self.node = node
  }

  deinit {
    libusb_close(handle)
    libusb_exit(context)
    close(file)
  }

  func ask(_ request: Request, length: Int) throws(USBError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(max(length, 0), 4096))
    let count = transfer(request, &bytes)
    guard count >= 0 else { throw Self.error("\(node) does not answer", count) }
    return Array(bytes.prefix(Int(count)))
  }

  func tell(_ request: Request) throws(USBError) {
    var none: [UInt8] = []
    let result = transfer(request, &none)
    guard result >= 0 else { throw Self.error("\(node) does not obey", result) }
  }

  private func transfer(_ request: Request, _ bytes: inout [UInt8]) -> Int32 {
    let length = UInt16(clamping: bytes.count)
    return bytes.withUnsafeMutableBufferPointer { buffer in
      libusb_control_transfer(
        handle, request.type, request.request, request.value, request.index,
        buffer.baseAddress, length, Self.patience)
    }
  }

  private static func error(_ what: String, _ result: Int32) -> USBError {
    let kind: USBError.Kind =
      switch result {
      case LIBUSB_ERROR_ACCESS.rawValue: .denied
      case LIBUSB_ERROR_NO_DEVICE.rawValue, LIBUSB_ERROR_NOT_FOUND.rawValue: .missing
      default: .failed
      }
    let name = libusb_error_name(result).map { String(cString: $0) } ?? String(result)
    return USBError(kind, "\(what): \(name)")
  }
}
