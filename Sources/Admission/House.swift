public import StationModel

/// What counts at the place to which somebody comes.
public struct House: Sendable, Equatable {
  /// The stations at that place: one mostly, none if the place is no station's.
  public var stations: [Post]
  /// New sessions are refused at stations without a license (`enforcement = block-new-sessions`).
  public var refusesUnlicensed: Bool
  /// An administrator works on this computer, so that nobody is refused for want of a license.
  public var isInMaintenance: Bool
  /// The groups whose members are administrators.
  public var administrators: Set<String>

  public init(
    stations: [Post], refusesUnlicensed: Bool, isInMaintenance: Bool, administrators: Set<String>
  ) {
    self.stations = stations
    self.refusesUnlicensed = refusesUnlicensed
    self.isInMaintenance = isInMaintenance
    self.administrators = administrators
  }
}

/// A station to which somebody comes.
public struct Post: Sendable, Equatable {
  public var record: Enrolled
  /// Nil if it is not known.
  public var license: LicenseState?
  /// It does not come or go at this moment.
  public var isSettled: Bool

  public init(record: Enrolled, license: LicenseState?, isSettled: Bool = true) {
    self.record = record
    self.license = license
    self.isSettled = isSettled
  }
}
