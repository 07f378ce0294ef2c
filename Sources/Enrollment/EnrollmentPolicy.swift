public import StationModel

/// What an administrator configures about who counts as a station.
public struct EnrollmentPolicy: Sendable, Equatable {
  /// Is the host a station?
  public var hostCounts: HostCounts = .auto
  /// How does a candidate become a station?
  public var enrolls: Enrolls = .auto
  public var patience = Patience()
  /// What is gone for longer keeps neither its license nor, if it is a desktop, its record.
  public var absenceHold = Span.days(14)

  public enum HostCounts: String, Sendable, CaseIterable {
    /// While it has a keyboard and a display of its own, or somebody is signed in there.
    case auto
    case always
    case never
  }

  public enum Enrolls: String, Sendable, CaseIterable {
    /// By itself, if it is complete and something decides; administrators are asked about the rest.
    case auto
    /// An administrator is asked about each.
    case ask
    /// Only by command, and nobody is asked.
    case manual
  }

  public init(
    hostCounts: HostCounts = .auto, enrolls: Enrolls = .auto, patience: Patience = Patience()
  ) {
    self.hostCounts = hostCounts
    self.enrolls = enrolls
    self.patience = patience
  }
}

/// How long what comes, goes and comes again is waited for.
public struct Patience: Sendable, Equatable {
  /// How long a hub that resets, or a KVM switch, may take something away before it is absent.
  public var absence = Span.seconds(10)
  /// Nothing comes any more once a hub was quiet for so long.
  public var quiet = Span.seconds(2)
  /// And if it is never quiet, what is not there after this time is missing.
  public var longest = Span.seconds(15)
  /// What goes away so many times within so long is flapping, until it did not for as long. The
  /// shorter first: what has a loose contact, and what comes and goes all day.
  public var flaps = [
    Flaps(count: 5, within: .minutes(5)), Flaps(count: 12, within: .hours(1)),
  ]
  /// Other parts are written down once they have been there for so long.
  public var steady = Span.minutes(5)

  /// A desktop of which nothing is known for so long is written down as absent.
  public var silence = Span.hours(1)

  public struct Flaps: Sendable, Equatable {
    public var count: Int
    public var within: Span

    public init(count: Int, within: Span) {
      self.count = count
      self.within = within
    }
  }

  public init() {}
}
