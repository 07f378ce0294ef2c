import StationModel

/// Where device events come from: libudev, or in tests a script of what libudev could say.
protocol EventSource: AnyObject {
  /// Readable when there is something to receive.
  var descriptor: Int32 { get }
  /// Everything that is there now.
  func enumerate() throws(UdevError) -> [Device]
  /// The devices below this one.
  func enumerate(below path: DevicePath) throws(UdevError) -> [Device]
  /// The next event that waits, without blocking.
  func receive() -> Received
}

/// What one receive brought.
enum Received: Equatable {
  /// A device that is there: added, changed, bound or unbound. Nil facts: none that matter.
  case present(DevicePath, Device?)
  case removed(DevicePath)
  /// Nothing more waits.
  case nothing
  /// The kernel dropped events, since its buffer was full (ENOBUFS).
  case overflow
  case failed(errno: Int32)
}
