/// Every change of state that the journal tells, each with an id that never changes.
///
/// The raw value is the entry's field `STATION_EVENT`.
public enum JournalEvent: String, Sendable, CaseIterable {
  case agentStarting = "agent-starting"
  case agentReady = "agent-ready"
  case agentStopped = "agent-stopped"
  case agentFailed = "agent-failed"
  case configurationRead = "configuration-read"
  case configurationKept = "configuration-kept"
  case configurationFromCopy = "configuration-from-copy"
  case configurationNotKept = "configuration-not-kept"
  case configurationRefused = "configuration-refused"
  case restartNeeded = "restart-needed"
  case eventsDropped = "events-dropped"
  case sessionsUnknown = "sessions-unknown"
  case stationEnrolled = "station-enrolled"
  case stationRenamed = "station-renamed"
  case stationBound = "station-bound"
  case stationAbsent = "station-absent"
  case stationReturned = "station-returned"
  case stationMoved = "station-moved"
  case stationRebased = "station-rebased"
  case hubReplaced = "hub-replaced"
  case stationRefitted = "station-refitted"
  case stationArranged = "station-arranged"
  case stationDisabled = "station-disabled"
  case stationEnabled = "station-enabled"
  case stationRenumbered = "station-renumbered"
  case stationForgotten = "station-forgotten"
  case stationComplete = "station-complete"
  case stationIncomplete = "station-incomplete"
  case stationConflict = "station-conflict"
  case placeIgnored = "place-ignored"
  case placeHeeded = "place-heeded"
  case serialDistrusted = "serial-distrusted"
  case candidateFound = "candidate-found"
  case candidateGone = "candidate-gone"
  case flappingBegun = "flapping-begun"
  case flappingEnded = "flapping-ended"
  case stationIdentified = "station-identified"
  case powerSwitched = "power-switched"
  case powerCycled = "power-cycled"
  case powerDebts = "power-debts"
  case seatReady = "seat-ready"
  case seatFailed = "seat-failed"
  case signInRefused = "sign-in-refused"
  case modeSet = "mode-set"
  case packAdded = "pack-added"
  case packRemoved = "pack-removed"
  case packConverted = "pack-converted"
  case packDoubtful = "pack-doubtful"
  case keysKept = "keys-kept"
  case leaseGiven = "lease-given"
  case leaseRenewed = "lease-renewed"
  case leaseReleased = "lease-released"
  case leaseRevoked = "lease-revoked"
  case reservationSet = "reservation-set"
  case reservationEnded = "reservation-ended"
  case graceBegun = "grace-begun"
  case graceEnded = "grace-ended"
  case graceExtended = "grace-extended"
  case standingChanged = "standing-changed"
  case maintenanceBegun = "maintenance-begun"
  case maintenanceEnded = "maintenance-ended"
  case clockCorrected = "clock-corrected"
  case clockDoubtful = "clock-doubtful"
  case clockMarkLost = "clock-mark-lost"
  case ledgerOpened = "ledger-opened"
  case ledgerFailed = "ledger-failed"
  case ledgerWorks = "ledger-works"
  case ledgerRestored = "ledger-restored"
  case backupFailed = "backup-failed"
  case noticeRaised = "notice-raised"
  case noticeAdvanced = "notice-advanced"
  case noticeChanged = "notice-changed"
  case noticeSolved = "notice-solved"
  case noticeTold = "notice-told"
  case tellingsForgotten = "tellings-forgotten"
  case noticeUndelivered = "notice-undelivered"
  case causeMuted = "cause-muted"
  case causeUnmuted = "cause-unmuted"
  case hookFailed = "hook-failed"
  case hookRefused = "hook-refused"
  case pluginState = "plugin-state"
  case pluginGone = "plugin-gone"
  case pluginViolation = "plugin-violation"
  case desktopAsked = "desktop-asked"
  case desktopUntold = "desktop-untold"

  /// 128 bits in 32 hexadecimal digits: the entry's `MESSAGE_ID` (sd-id128(3)).
  public var id: String { catalog.id }

  /// What the message catalog says about it.
  var catalog: CatalogText {
    switch self {
    case .agentStarting: .agentStarting
    case .agentReady: .agentReady
    case .agentStopped: .agentStopped
    case .agentFailed: .agentFailed
    case .configurationRead: .configurationRead
    case .configurationKept: .configurationKept
    case .configurationFromCopy: .configurationFromCopy
    case .configurationNotKept: .configurationNotKept
    case .configurationRefused: .configurationRefused
    case .restartNeeded: .restartNeeded
    case .eventsDropped: .eventsDropped
    case .sessionsUnknown: .sessionsUnknown
    case .stationEnrolled: .stationEnrolled
    case .stationRenamed: .stationRenamed
    case .stationBound: .stationBound
    case .stationAbsent: .stationAbsent
    case .stationReturned: .stationReturned
    case .stationMoved: .stationMoved
    case .stationRebased: .stationRebased
    case .hubReplaced: .hubReplaced
    case .stationRefitted: .stationRefitted
    case .stationArranged: .stationArranged
    case .stationDisabled: .stationDisabled
    case .stationEnabled: .stationEnabled
    case .stationRenumbered: .stationRenumbered
    case .stationForgotten: .stationForgotten
    case .stationComplete: .stationComplete
    case .stationIncomplete: .stationIncomplete
    case .stationConflict: .stationConflict
    case .placeIgnored: .placeIgnored
    case .placeHeeded: .placeHeeded
    case .serialDistrusted: .serialDistrusted
    case .candidateFound: .candidateFound
    case .candidateGone: .candidateGone
    case .flappingBegun: .flappingBegun
    case .flappingEnded: .flappingEnded
    case .stationIdentified: .stationIdentified
    case .powerSwitched: .powerSwitched
    case .powerCycled: .powerCycled
    case .powerDebts: .powerDebts
    case .seatReady: .seatReady
    case .seatFailed: .seatFailed
    case .signInRefused: .signInRefused
    case .modeSet: .modeSet
    case .packAdded: .packAdded
    case .packRemoved: .packRemoved
    case .packConverted: .packConverted
    case .packDoubtful: .packDoubtful
    case .keysKept: .keysKept
    case .leaseGiven: .leaseGiven
    case .leaseRenewed: .leaseRenewed
    case .leaseReleased: .leaseReleased
    case .leaseRevoked: .leaseRevoked
    case .reservationSet: .reservationSet
    case .reservationEnded: .reservationEnded
    case .graceBegun: .graceBegun
    case .graceEnded: .graceEnded
    case .graceExtended: .graceExtended
    case .standingChanged: .standingChanged
    case .maintenanceBegun: .maintenanceBegun
    case .maintenanceEnded: .maintenanceEnded
    case .clockCorrected: .clockCorrected
    case .clockDoubtful: .clockDoubtful
    case .clockMarkLost: .clockMarkLost
    case .ledgerOpened: .ledgerOpened
    case .ledgerFailed: .ledgerFailed
    case .ledgerWorks: .ledgerWorks
    case .ledgerRestored: .ledgerRestored
    case .backupFailed: .backupFailed
    case .noticeRaised: .noticeRaised
    case .noticeAdvanced: .noticeAdvanced
    case .noticeChanged: .noticeChanged
    case .noticeSolved: .noticeSolved
    case .noticeTold: .noticeTold
    case .tellingsForgotten: .tellingsForgotten
    case .noticeUndelivered: .noticeUndelivered
    case .causeMuted: .causeMuted
    case .causeUnmuted: .causeUnmuted
    case .hookFailed: .hookFailed
    case .hookRefused: .hookRefused
    case .pluginState: .pluginState
    case .pluginGone: .pluginGone
    case .pluginViolation: .pluginViolation
    case .desktopAsked: .desktopAsked
    case .desktopUntold: .desktopUntold
    }
  }
}
