import Ledger
import StationModel
import Testing

/// Closed stations and maintenance are kept, told and put right with the clock.
@Suite struct ClosingTests {
  private static let now = Sample.now

  @Test func aClosedStationAndMaintenanceOutliveTheAgent() throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    var record = Sample.station
    record.disabled = Disabled(since: Self.now, message: "The lamp is broken")
    let maintenance = Maintenance(since: Self.now, until: Self.now + .hours(2))
    try ledger.commit(
      [.station(record, event: .disabled), .maintenance(maintenance)], at: Self.now, by: 1000)
    ledger.close()
    let again = try Ledger(path: folder.ledger)
    let state = try again.load()
    #expect(state.enrolled.first?.disabled == record.disabled)
    #expect(state.maintenance == maintenance)
    let rows = try again.history(last: 10)
    #expect(rows.map(\.kind) == ["station-disabled", "maintenance-begun"])
    #expect(rows[0].detail.contains(#""disabled-message":"The lamp is broken""#))
    #expect(rows.allSatisfy { $0.detail.contains(#""by":1000"#) })
    #expect(try again.audit().isSound)

    record.disabled = nil
    try again.commit(
      [.station(record, event: .enabled), .maintenance(nil), .maintenance(nil)],
      at: Self.now + .hours(1))
    let after = try again.load()
    #expect(after.enrolled.first?.disabled == nil && after.maintenance == nil)
    // What is not on cannot end.
    #expect(
      try again.history(last: 10).map(\.kind)
        == ["station-disabled", "maintenance-begun", "station-enabled", "maintenance-ended"])
    #expect(try again.audit().isSound)
  }

  @Test func maintenanceKeepsTheTimeThatItHasLeftWhenTheClockIsPutRight() throws {
    let folder = try Folder()
    let ledger = try Ledger(path: folder.ledger)
    let changes: [Change] = [
      .maintenance(Maintenance(since: Self.now, until: Self.now + .hours(2))), .mode(.perDevice),
      .clockMoved(by: .days(3)),
    ]
    try ledger.commit(changes, at: Self.now)
    let moved = Maintenance(
      since: Self.now + .days(3), until: Self.now + .days(3) + .hours(2))
    #expect(try ledger.load().maintenance == moved)
    #expect(LedgerState().applying(changes, at: Self.now).maintenance == moved)
    #expect(try ledger.audit().isSound)
  }
}
