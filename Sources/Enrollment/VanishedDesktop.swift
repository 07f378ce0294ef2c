public import StationModel

/// A desktop as its plugin listed it last, and since when it does not.
public struct VanishedDesktop: Sendable, Equatable {
  public var desktop: Desktop
  public var since: Timestamp

  public init(desktop: Desktop, since: Timestamp) {
    self.desktop = desktop
    self.since = since
  }
}
