import StationModel

/// A license that a claimant has, while it is decided: a lease without its names.
struct Hold: Equatable {
  /// By the catalog's slots.
  var pack: Int
  var grantedAt: Timestamp
  var expiresAt: Timestamp

  /// In place of a pack's slot: no source lists the pack, but one that might does not answer.
  static let unlisted = -1
}
