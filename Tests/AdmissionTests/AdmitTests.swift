import Admission
import StationModel
import Testing
import Words

/// Who may sign in where: every combination, and the rows that matter most.
@Suite struct AdmitTests {
  private static let day = Timestamp(seconds: 1_795_464_900)
  private static let closed = Disabled(since: day, message: "Back on Monday.")

  private static func record(
    _ kind: StationKind = .physical, disabled: Disabled? = nil
  ) -> Enrolled {
    Enrolled(
      key: StationKey("place/3"), number: 3, name: "Front desk", kind: kind, enrolledAt: day,
      disabled: disabled)
  }

  /// Nil is a license of which nothing is known.
  private static let licenses: [LicenseState?] =
    [
      nil,
      .licensed(Lease(station: StationKey("place/3"), pack: "a", grantedAt: day, expiresAt: day)),
      .grace(until: day, cause: .exhausted), .over(since: day, users: ["ada"]),
      .notNeeded(why: "it is off"),
    ] + LicenseCause.allCases.map { .unlicensed(since: day, cause: $0) }

  private static let places: [Arrival.Place] = [
    .console, .seat, .network, .unresolved, .nowhere,
  ]

  /// All dimensions with all their values, and what may and must come of each: written without a look
  /// at the order of the rules.
  @Test func everyCombinationIsDecidedAsTheRulesSay() {
    var count = 0
    var refusals = 0
    for uid in [UInt32(0), 1000] {
      for groups in [[], ["users"], ["users", "sudo"]] as [Set<String>] {
        for place in Self.places {
          for isBack in [false, true, nil] as [Bool?] {
            for post in Self.posts {
              for refuses in [false, true] {
                for isInMaintenance in [false, true] {
                  let arrival = Arrival(
                    user: "ada", uid: uid, groups: groups, place: place, isBack: isBack)
                  let house = House(
                    stations: post.map { [$0] } ?? [], refusesUnlicensed: refuses,
                    isInMaintenance: isInMaintenance, administrators: ["sudo", "wheel"])
                  let verdict = admit(arrival, at: house)
                  check(verdict, arrival, house)
                  count += 1
                  if !verdict.isAllowed { refusals += 1 }
                }
              }
            }
          }
        }
      }
    }
    #expect(count == 2 * 3 * 5 * 3 * 109 * 4)
    // Neither root nor in sudo, at a seat or elsewhere by a remote desktop, for the first time: each
    // post that is disabled, whatever else; and each that is settled and unlicensed, if that refuses
    // and there is no maintenance.
    let kinds = 2
    let whenDisabled = kinds * Self.licenses.count * 2 * 4
    let whenUnlicensed = kinds * LicenseCause.allCases.count * 1
    #expect(refusals == 2 * 2 * (whenDisabled + whenUnlicensed))
  }

  private static let posts: [Post?] =
    [nil]
    + [StationKind.physical, .network, .host].flatMap { kind in
      [nil, closed].flatMap { disabled in
        licenses.flatMap { license in
          [true, false].map { isSettled in
            Post(
              record: record(kind, disabled: disabled), license: license, isSettled: isSettled)
          }
        }
      }
    }

  private func check(_ verdict: Verdict, _ arrival: Arrival, _ house: House) {
    let post = house.stations.first
    let isAlwaysLetIn =
      arrival.uid == 0 || arrival.groups.contains("sudo") || arrival.isBack != false
      || [.console, .unresolved, .nowhere].contains(arrival.place) || post == nil
      || post?.record.kind == .host
    guard case .refused(let refusal) = verdict else {
      let isUnlicensed = post?.license?.name == "unlicensed"
      let mustBeRefused =
        post?.record.disabled != nil
        || isUnlicensed && house.refusesUnlicensed && !house.isInMaintenance
          && post?.isSettled == true
      #expect(isAlwaysLetIn || !mustBeRefused, "\(arrival) \(house)")
      return
    }
    #expect(!isAlwaysLetIn, "\(arrival) \(house)")
    #expect(refusal.station == post?.record)
    switch refusal.reason {
    case .disabled(let disabled): #expect(disabled == post?.record.disabled)
    case .unlicensed(let since, let cause):
      #expect(post?.record.disabled == nil)
      #expect(post?.license == .unlicensed(since: since, cause: cause))
      #expect(house.refusesUnlicensed && !house.isInMaintenance && post?.isSettled == true)
    }
    let lines = refusal.message.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 3 && lines.allSatisfy { (10...200).contains($0.count) })
    #expect(refusal.message.contains("tation 3 (Front desk)"))
    #expect(refusal.message.contains("2026-11-23 20:15 UTC"))
    #expect(refusal.message.contains("administrator"))
  }

  // MARK: Rows

  private static func verdict(
    uid: UInt32 = 1000, groups: Set<String> = [], place: Arrival.Place = .seat,
    isBack: Bool? = false, stations: [Post], refuses: Bool = true, maintenance: Bool = false
  ) -> Verdict {
    admit(
      Arrival(user: "ada", uid: uid, groups: groups, place: place, isBack: isBack),
      at: House(
        stations: stations, refusesUnlicensed: refuses, isInMaintenance: maintenance,
        administrators: ["sudo"]))
  }

  private static let unlicensed = Post(
    record: record(), license: .unlicensed(since: day, cause: .exhausted))
  private static let disabled = Post(record: record(disabled: closed), license: nil)

  @Test func theReasonIsTheOneThatCounts() {
    let both = [Self.unlicensed]
    #expect(Self.verdict(uid: 0, stations: both) == .allowed(.root))
    #expect(Self.verdict(groups: ["sudo"], stations: both) == .allowed(.administrator))
    #expect(Self.verdict(place: .console, stations: both) == .allowed(.hostConsole))
    #expect(Self.verdict(place: .nowhere, stations: both) == .allowed(.noSeat))
    #expect(Self.verdict(place: .unresolved, stations: both) == .allowed(.seatUnknown))
    #expect(Self.verdict(isBack: true, stations: both) == .allowed(.isBack))
    for stations in [both, [Self.disabled]] {
      #expect(Self.verdict(isBack: nil, stations: stations) == .allowed(.sessionsUnknown))
    }
    #expect(Self.verdict(stations: []) == .allowed(.noStation))
    #expect(Self.verdict(stations: both, refuses: false) == .allowed(.notEnforced))
    #expect(Self.verdict(stations: both, maintenance: true) == .allowed(.maintenance))
    var leaving = Self.unlicensed
    leaving.isSettled = false
    #expect(Self.verdict(stations: [leaving]) == .allowed(.unsettled))
    let allowances: [Allowance] = [.unknown, .licensed, .grace, .over, .notNeeded]
    for (license, why) in zip(Self.licenses, allowances) {
      let post = Post(record: Self.record(), license: license)
      #expect(Self.verdict(stations: [post]) == .allowed(why))
    }
  }

  @Test func aClosedStationIsClosedWhateverIsEnforced() {
    for refuses in [true, false] {
      for maintenance in [true, false] {
        #expect(
          !Self.verdict(stations: [Self.disabled], refuses: refuses, maintenance: maintenance)
            .isAllowed)
      }
    }
    #expect(Self.verdict(groups: ["sudo"], stations: [Self.disabled]) == .allowed(.administrator))
  }

  @Test func ofTwoStationsAtOneSeatBothMustRefuse() {
    let open = Post(record: Self.record(), license: .notNeeded(why: "it is off"))
    #expect(Self.verdict(stations: [Self.unlicensed, open]) == .allowed(.notNeeded))
    #expect(!Self.verdict(stations: [Self.unlicensed, Self.disabled]).isAllowed)
  }

  private static func message(_ post: Post) -> String? {
    guard case .refused(let refusal) = verdict(stations: [post]) else { return nil }
    return refusal.message
  }

  @Test func thePersonReadsWhyAndWhatToDo() {
    #expect(
      Self.message(Self.disabled) == """
        Station 3 (Front desk) is closed since 2026-11-23 20:15 UTC.
        Back on Monday.
        Please use another station, or tell an administrator.
        """)
    #expect(
      Self.message(Self.unlicensed) == """
        Nobody new can sign in at station 3 (Front desk): no license since 2026-11-23 20:15 UTC.
        All licenses are in use, and its grace is over.
        Please use another station, or tell an administrator.
        """)
    var remote = Post(
      record: Self.record(.network, disabled: Disabled(since: Self.day)), license: nil)
    remote.record.name = "Station 3"
    #expect(
      Self.message(remote) == """
        Station 3 is closed since 2026-11-23 20:15 UTC.
        An administrator closed it.
        Please ask an administrator.
        """)
  }

  @Test func whoReadsFrenchReadsItInFrench() {
    let french = Reader(locale: "fr_FR", secondsFromUTC: { _ in 3600 })
    guard case .refused(let closed) = Self.verdict(stations: [Self.disabled]),
      case .refused(let unlicensed) = Self.verdict(stations: [Self.unlicensed])
    else {
      Issue.record("nobody was refused")
      return
    }
    let date = "lundi 23 novembre 2026 à 21\u{A0}h\u{A0}15"
    #expect(
      closed.message(for: french) == """
        Poste 3 (Front desk) est fermé depuis le \(date).
        Back on Monday.
        Utilisez un autre poste, ou prévenez un administrateur.
        """)
    #expect(
      unlicensed.message(for: french) == """
        Plus personne ne peut ouvrir de session au poste 3 (Front desk)\u{A0}: pas de licence depuis le \
        \(date).
        Toutes les licences sont utilisées, et son délai de grâce est terminé.
        Utilisez un autre poste, ou prévenez un administrateur.
        """)
  }

  @Test func whatAnAdministratorWroteStaysOneLine() {
    let post = Post(
      record: Self.record(
        disabled: Disabled(since: Self.day, message: "one\ntwo\u{1b}[31m\u{202e}x")),
      license: nil)
    #expect(Self.message(post)?.split(separator: "\n").count == 3)
    #expect(Self.message(post)?.contains("\u{1b}") == false)
    #expect(Self.message(post)?.contains("\u{202e}") == false)
  }
}
