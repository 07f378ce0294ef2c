import AgentInterface
import Notices
import Seats
import StationModel

/// What `doctor` judges, collected at one moment.
struct DoctorFacts {
  var hubs: [Hub] = []
  /// Does the kernel show `bos_descriptors`? Nil while there is nothing that could have them.
  var hasStores: Bool?
  var devices = 0
  var overflows: UInt64 = 0
  var failures: UInt64 = 0
  var hasMonitorMakers = true
  /// The kernel's old driver for DisplayLink is loaded.
  var hasOldDisplayLink = false
  var displayLinks: [String] = []
  var stations: [Station] = []
  var candidates: [Candidate] = []
  var licenses = Licenses()
  var ledger = Books()
  var clock: ClockTrouble?
  var signIn = SignIn()
  var delivery = Delivery()
  var plugins: [Plugin] = []
  var seats = SeatFacts()
  var hooks = Hooks()
  var configuration = Configured()
  /// Folders of plugins that are there and cannot be read.
  var closedFolders: [ClosedFolder] = []

  struct SeatFacts {
    var isManaging = false
    var lines: [PlannedSeat] = []
    var rulesUnknown: String?
    var hostX = HostX()
  }

  struct Licenses {
    var mode = LicenseMode.perDevice
    var sources: [SourcePicture] = []
    /// Why the folder of trusted keys could not be read as it is now.
    var keysTrouble: String?
    /// Why it is not known who is signed in; nil if it is.
    var peopleUnknown: String?
    /// Sessions of which it cannot be said who sits there, in sentences.
    var peopleRemarks: [String] = []
    /// What helps against each pack that is in doubt.
    var remedies: [String: String] = [:]
    /// Stations without a license, with their states.
    var uncovered: [(name: String, state: LicenseState)] = []
    var ending: [EndingPack] = []
    /// Licenses that are reserved for labels, and neither held by their stations nor free.
    var unkept = 0
  }

  struct SignIn: Equatable {
    var parts = SignInParts(isProfileOn: false)
    /// `enforcement = block-new-sessions`
    var refusesUnlicensed = false
    var isInMaintenance = false
    /// logind names the X display of a session at least.
    var knowsDisplays = true
  }

  struct Books {
    var troubles: [LedgerTrouble] = []
    /// When the history was verified since the start, and whether it was sound; nil if it was not.
    var audit: (at: Timestamp, problem: String?)?
    /// When the latest copy was made; nil if there is none.
    var backup: Timestamp?
    /// Why the last copy that was due could not be made.
    var backupProblem: String?
    var now = Timestamp(milliseconds: 0)
  }

  struct Hub: Equatable {
    /// The kernel's name, `1-1`.
    var name: String
    var label: String
    var state: State

    enum State: Equatable {
      case answered(HubFacts.PowerSwitching)
      /// It was asked and did not say what it can.
      case silent
      case closed(why: String)
      /// Not asked yet.
      case open
      /// It has no node that could be opened.
      case nodeless
    }
  }

  struct Plugin: Equatable {
    var name: String
    /// As on the bus: ready, failed, refused.
    var phase: String
    var why: String?
    /// By its own word; only while it runs.
    var health = Health.ready
  }

  struct ClosedFolder: Equatable {
    var path: String
    var why: String
  }
}

/// All that can be said, the order always the same. What is fine is said too: silence would be no
/// answer. What is not known is never called fine.
func diagnose(_ facts: DoctorFacts) -> [FindingView] {
  udevFindings(facts) + hubFindings(facts) + displayFindings(facts) + stationFindings(facts)
    + licenseFindings(facts.licenses) + ledgerFindings(facts.ledger) + clockFindings(facts.clock)
    + signInFindings(facts) + deliveryFindings(facts.delivery) + pluginFindings(facts)
    + seatFindings(facts.seats)
    + hookFindings(facts.hooks) + configurationFindings(facts.configuration)
}
