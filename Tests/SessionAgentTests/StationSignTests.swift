import AgentInterface
import StationModel
import Testing
import Words

@testable import SessionAgent

@Suite struct StationSignTests {
  private static func station(until: Int64?) -> StationView {
    var view = StationView(
      number: 3, key: "a/3", name: "Window", kind: "physical", state: "complete", missing: [],
      stateReason: "complete", absentSince: nil, seat: "seat-3", binding: nil, parts: [],
      stale: false, enrolledAt: nil, license: "unknown", cause: nil, licenseReason: "",
      nextStep: nil, pack: nil, leaseExpires: nil, graceEnds: nil, stationGraceStarted: nil,
      stationGraceEnds: nil, unlicensedSince: nil, turn: 0, priority: 0, labels: [], users: [],
      remarks: [])
    view.identifyUntil = until.map { WireTime(Timestamp(milliseconds: $0)) }
    return view
  }

  @Test func itIsShownOncePerAskingReplacedByTheNextAndClosedAtItsEnd() {
    var sign = StationSign()
    #expect(
      sign.step(at: nil, for: .plain) == nil
        && sign.step(at: Self.station(until: nil), for: .plain) == nil)
    guard
      case .show(let entry, 0, let content)? = sign.step(at: Self.station(until: 10), for: .plain)
    else {
      Issue.record("nothing is shown")
      return
    }
    #expect(content.summary == "This is station 3 (Window)")
    sign.wasShown(entry, as: 7)
    #expect(sign.step(at: Self.station(until: 10), for: .plain) == nil)
    guard case .show(let next, 7, _)? = sign.step(at: Self.station(until: 20), for: .plain) else {
      Issue.record("the second asking is not shown")
      return
    }
    sign.wasShown(next, as: 7)
    #expect(sign.step(at: Self.station(until: nil), for: .plain) == .close(serverID: 7))
    sign.wasClosed(7)
    #expect(sign.step(at: Self.station(until: nil), for: .plain) == nil)
  }

  @Test func whoDismissedItIsNotShownItAgain() {
    var sign = StationSign()
    guard case .show(let entry, _, _)? = sign.step(at: Self.station(until: 10), for: .plain) else {
      return
    }
    sign.wasShown(entry, as: 7)
    sign.wasClosed(7)
    #expect(sign.step(at: Self.station(until: 10), for: .plain) == nil)
    sign.serverWentAway()
    #expect(sign.step(at: Self.station(until: 10), for: .plain) != nil)
  }
}
