/// The numbers of the plugin contract, version 1 (docs/plugins.md).
public enum Contract {
  /// The protocol versions that this code speaks.
  public static let versions = VersionRange(min: 1, max: 1)
  /// The longest line in bytes, without its newline. What is longer is dropped.
  public static let lineLimit = 1 << 20
  /// Requests that may wait for an answer at one time.
  public static let outstandingLimit = 32
  /// Desktops in one snapshot.
  public static let desktopLimit = 10_000
  /// The largest revision: the largest integer that every JSON reader keeps exact.
  public static let revisionLimit: Int64 = (1 << 53) - 1
  /// The longest operation id in bytes.
  public static let operationLimit = 64

  /// What a plugin can do beyond the contract's core, by its words on the wire. Others are ignored.
  public enum Capability: String, Sendable, CaseIterable {
    /// It lists desktops.
    case desktops
    /// `desktop.start` and `desktop.stop`.
    case power
    /// `desktop.assign` and `desktop.unassign`.
    case assign
    /// `desktop.assign` of a template makes a desktop from it.
    case clone
  }

  /// The methods, by their names on the wire.
  public enum Method: String, Sendable, CaseIterable {
    case initialize
    case watchDesktops = "desktops.watch"
    case desktopSnapshot = "desktops.snapshot"
    case gc
    case start = "desktop.start"
    case stop = "desktop.stop"
    case assign = "desktop.assign"
    case unassign = "desktop.unassign"
    /// A notification of the host: nobody waits for the answer to that request any more.
    case cancel
  }

  /// What the environment of a plugin holds, besides PATH, HOME and LANG.
  public enum Variable {
    /// The folder that is the plugin's own to write in. Also its working folder and HOME.
    public static let state = "STATIONMASTER_PLUGIN_STATE"
    /// The folder of the plugin's manifest, where its configuration lies.
    public static let configuration = "STATIONMASTER_PLUGIN_CONFIG"
  }
}

/// Protocol versions from `min` to `max`, both included.
public struct VersionRange: Sendable, Equatable, Codable {
  public var min: Int
  public var max: Int

  public init(min: Int, max: Int) {
    self.min = min
    self.max = max
  }

  /// The highest version that both sides speak; nil if there is none.
  public func highestCommon(with other: VersionRange) -> Int? {
    let high = Swift.min(max, other.max)
    return high >= Swift.max(min, other.min) ? high : nil
  }
}
