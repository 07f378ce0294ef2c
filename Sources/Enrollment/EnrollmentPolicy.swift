/// What an administrator configures about who counts as a station.
public struct EnrollmentPolicy: Sendable, Equatable {
  /// Is the host a station?
  public var hostCounts: HostCounts = .auto

  public enum HostCounts: String, Sendable, CaseIterable {
    /// While it has a keyboard and a display of its own.
    case auto
    case always
    case never
  }

  public init(hostCounts: HostCounts = .auto) {
    self.hostCounts = hostCounts
  }
}
