import StationModel
import Words

@testable import Notices

/// One wording of each circumstance, and some more where there are more forms.
enum Examples {
  /// By the name of the circumstance, and which form.
  static var all: [(name: String, wording: Wording)] { licenses + packs + host + hardware }

  private static let end = evening + .days(30)

  private static func uncovered(
    _ number: Int, _ cause: LicenseCause = .exhausted, over: Bool = false,
    users: [String] = ["ada"], at date: Timestamp = end, note: String? = nil
  ) -> Uncovered? {
    let station = station(number, number == 2 ? "Accueil" : "", users: users)
    return Uncovered(
      station,
      over ? .unlicensed(since: date, cause: cause) : .grace(until: date, cause: cause), note: note)
  }

  private static func one(
    _ station: Uncovered?, _ mode: LicenseMode = .perDevice, total: Int = 5, used: Int = 5,
    refuses: Bool = false
  ) -> Wording? {
    station.map {
      .station(
        $0, pool: PoolPicture(total: total, used: used, short: 1, over: 3), mode: mode,
        refuses: refuses, raisedAt: evening)
    }
  }

  private static func host(
    _ cause: LicenseCause, _ stations: [Uncovered?], _ sources: [SourceTrouble] = []
  ) -> Wording {
    .host(
      cause, stations.compactMap { $0 }, sources: sources.inOrder, refuses: false,
      raisedAt: evening)
  }

  private static func source(_ state: SourceState, name: String = "lycée") -> Wording {
    host(.unreachable, [uncovered(2)], [SourceTrouble(name: name, state: state)])
  }

  private static var licenses: [(name: String, wording: Wording)] {
    let over = Uncovered(
      station(2, "Accueil"), .over(since: evening, users: ["ada", "ben"]), note: nil)
    let texts: [(String, Wording?)] = [
      ("unconfigured", host(.unconfigured, [uncovered(2)])),
      ("unconfigured, deux postes", host(.unconfigured, [uncovered(2), uncovered(3)])),
      (
        "unconfigured, délais terminés et non terminés",
        host(
          .unconfigured,
          [uncovered(2, over: true, at: evening), uncovered(3, over: true, at: evening + .days(1))]
            + [uncovered(4), uncovered(5, at: end + .days(9))])
      ),
      (
        "unconfigured, beaucoup de postes",
        host(.unconfigured, [1, 2, 3, 5, 6, 9, 20].map { uncovered($0) })
      ),
      ("sourceUnknown", source(.unknown)),
      ("sourceDenied", source(.denied(why: "its host id is not known"))),
      ("sourceIncompatible", source(.incompatible(why: "it speaks version 3"))),
      ("sourceUnreachable", source(.unreachable(why: "permission denied"), name: "local")),
      ("sourceUnreachable, motif inconnu", host(.unreachable, [uncovered(2)])),
      (
        "severalSources",
        host(
          .unreachable, [uncovered(2)],
          ["a", "b", "c", "d", "e"].map {
            SourceTrouble(name: $0, state: .unreachable(why: "no route"))
          })
      ),
      ("exhausted", one(uncovered(2))),
      ("exhausted, une seule licence", one(uncovered(2), total: 1, used: 1)),
      ("exhausted, aucune licence", one(uncovered(2), total: 0, used: 0)),
      ("exhausted, pas la bonne", one(uncovered(2), used: 3)),
      ("exhausted, délai terminé", one(uncovered(2, over: true, at: evening), refuses: true)),
      (
        "exhausted, avec précision",
        one(uncovered(2, note: "the last 2 licenses are reserved for label exam"))
      ),
      ("exhaustedForPeople", one(uncovered(2), .perUser)),
      ("exhaustedForPeople, plusieurs", one(uncovered(2, users: ["ada", "ben"]), .perUser)),
      ("over", one(over, .perUser)),
      ("expired", one(uncovered(2, .expired))),
    ]
    return texts.compactMap { name, wording in wording.map { (name, $0) } }
  }

  private static var packs: [(name: String, wording: Wording)] {
    func pack(_ held: Int, _ short: Int) -> EndingPack {
      EndingPack(
        id: "lycee-2026", issuer: "Académie de Lyon", end: end, held: held, short: short)
    }
    return [
      ("packEnding", .pack(pack(12, 5), hasEnded: false, raisedAt: evening)),
      ("packEnding, une licence", .pack(pack(1, 1), hasEnded: false, raisedAt: evening)),
      ("packEnded", .pack(pack(12, 5), hasEnded: true, raisedAt: end)),
      (
        "untrusted",
        .untrusted(UntrustedPack(pack: "lycee-2026", why: "key 0123456789abcdef was revoked"))
      ),
    ]
  }

  private static var host: [(name: String, wording: Wording)] {
    let ledger = LedgerTrouble.Kind.allCases.map { kind in
      let trouble = LedgerTrouble(kind: kind, message: "12 rows are missing.")
      return ("\(Circumstance(kind))", Wording.ledger([trouble]))
    }
    return [
      ("clockBehind", .clock(.behind(by: .days(3)))),
      ("clockAhead", .clock(.ahead(by: .hours(36)))),
      ("clockJumped, en avant", .clock(.jumped(by: .hours(5), at: evening))),
      ("clockJumped, en arrière", .clock(.jumped(by: .hours(-1), at: evening))),
      ("clockCorrected", .clock(.corrected(by: .days(-1)))),
    ] + ledger
  }

  private static var hardware: [(name: String, wording: Wording)] {
    let key = StationKey("pci-0000:00:14.0/2")
    func question(
      missing: [PartKind] = [], why: String? = nil, mayBe: [Int] = []
    ) -> Wording {
      .candidate(
        CandidateQuestion(
          key: key, label: "QEMU Hub", missing: missing, why: why,
          mayBe: mayBe.map { station($0, $0 == 2 ? "Accueil" : "").record }))
    }
    let flapping = Flapping(key: key, label: "QEMU Hub", what: #"keyboard "K120""#, since: evening)
    func refused(_ circumstance: Circumstance) -> Wording {
      Wording(
        circumstance,
        [
          .station: .station(StationName(number: 2, name: "Accueil")), .person: .text("ada"),
          .date: .date(evening), .number: .number(2),
        ])
    }
    return [
      ("pluginFailed", .plugin(PluginTrouble(name: "vms", why: "it exited 5 times in 3 minutes"))),
      (
        "pluginUnwell",
        .unwell(PluginAilment(name: "vms", why: "The disk is full.", since: evening))
      ),
      ("candidate", question(why: "two hubs share it")),
      ("candidate, incomplet", question(missing: [.display, .pointer])),
      ("candidateWithoutDisplay", question(missing: [.display])),
      ("candidateMayBe", question(mayBe: [2])),
      ("candidateMayBe, plusieurs", question(mayBe: [2, 3])),
      ("flapping", .flapping(flapping, station: StationName(number: 2, name: "Accueil"))),
      ("flapping, pas encore un poste", .flapping(flapping, station: nil)),
      ("refusedDisabled", refused(.refusedDisabled)),
      ("refusedUnlicensed", refused(.refusedUnlicensed)),
    ]
  }
}
