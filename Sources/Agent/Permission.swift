/// What polkit is asked for. The raw value is the last part of the action's name.
enum Permission: String, CaseIterable, Sendable {
  case view, enroll
  case manageStations = "manage-stations"
  case manageSeats = "manage-seats"
  case manageDesktops = "manage-desktops"
  case managePlugins = "manage-plugins"
  case manageLicenses = "manage-licenses"
  case manageNotices = "manage-notices"

  /// As in Packaging/polkit/org.stationmaster1.policy.
  var action: String { "org.stationmaster1." + rawValue }
}
