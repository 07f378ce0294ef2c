import AgentInterface
import StationModel

/// What is known of a station that shall show which one it is.
struct IdentifyFacts: Equatable {
  var kind: StationKind
  /// The people's sessions at that station.
  var sessions: [SessionView]
  /// The sentence why nobody's sign-in is known; nil while it is.
  var sessionsUnknown: String?
  /// A seat of its own, or the host's: else nobody knows who sits there.
  var hasSeat: Bool
  /// Its keyboards, as input devices.
  var keyboards: [DevicePath]
  /// Of a desktop: the number of the station that it is shown at.
  var shownAt: Int?
}

/// By which ways a station can show which one it is. They are tried in this order.
struct IdentifyWays: Equatable {
  /// The users whose session agent may show a notification there.
  var people: Set<Int> = []
  /// The text sessions in front, by logind's ids.
  var consoles: [Console] = []
  /// The text terminal that is in front on the host's own screen.
  var isHostConsole = false
  /// The keyboards whose lights may blink.
  var keyboards: [DevicePath] = []
  /// Why a way is none, each as the rest of a sentence.
  var noNotification: String?
  var noConsole: String?
  var noLights: String?

  struct Console: Equatable {
    var session: String
    var uid: Int
  }

  var isNone: Bool { people.isEmpty && consoles.isEmpty && !isHostConsole && keyboards.isEmpty }
}

/// Pure. A session in the background is passed over: nobody would see it.
func identifyWays(_ facts: IdentifyFacts) -> IdentifyWays {
  var ways = IdentifyWays()
  let isDesktop = facts.kind == .desktop || facts.kind == .network
  let inFront = facts.sessions.filter(\.active)
  ways.people = Set(inFront.filter { $0.type == "graphical" }.map(\.uid))
  if ways.people.isEmpty { ways.noNotification = whyNobody(facts, isDesktop) }
  if isDesktop {
    let why = facts.kind == .desktop ? "a desktop" : "a remote session"
    ways.noConsole = "\(why) has no terminal of this computer"
    ways.noLights = "\(why) has no keyboard of this computer"
    return ways
  }
  ways.consoles = inFront.filter { $0.type != "graphical" }
    .map { IdentifyWays.Console(session: $0.id, uid: $0.uid) }
  // With a desktop in front, a text terminal is behind it.
  ways.isHostConsole = facts.kind == .host && ways.consoles.isEmpty && ways.people.isEmpty
  if ways.consoles.isEmpty && !ways.isHostConsole {
    ways.noConsole = "no text session is in front there"
  }
  ways.keyboards = facts.keyboards
  if facts.keyboards.isEmpty { ways.noLights = "it has no keyboard now" }
  return ways
}

private func whyNobody(_ facts: IdentifyFacts, _ isDesktop: Bool) -> String {
  if let why = facts.sessionsUnknown {
    return "who is signed in there is not known (\(oneSentence(why)))"
  }
  if facts.kind == .desktop {
    return facts.shownAt.map { "it is shown at station \($0), which can be asked instead" }
      ?? "its person has no session on this computer"
  }
  if !isDesktop && !facts.hasSeat {
    return "it has no seat of its own, so who sits there is not known"
  }
  return facts.sessions.isEmpty
    ? "nobody is signed in there" : "no session with a desktop is in front there"
}
