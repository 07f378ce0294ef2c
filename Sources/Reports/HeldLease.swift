import StationModel

/// A license that somebody holds, and the groups that it is counted in.
struct HeldLease {
  var pack: String
  var expiresAt: Timestamp
  var groups: [Int]
}
