import PluginProtocol
import StationModel
import Testing

@testable import PluginKit

/// More desktops than a message holds.
@Suite struct LineLimitTests {
  @Test func whatDoesNotFitIntoOneLineIsLeftOutAndSaidAndNothingFails() async throws {
    let many = (10_000..<20_000).map(Self.long)
    let desk = await watchedDesk()
    await desk.update(DesktopReport(desktops: many.shuffled()))
    let (line, snapshot) = try await next(desk)
    let listed = try #require(snapshot.report.desktops)
    #expect(listed == Array(many.prefix(listed.count)))
    #expect(
      snapshot.report.health
        == Health(
          .degraded,
          why: "\(10_000 - listed.count) of 10000 desktops do not fit into one message"))
    // One more would have been too much.
    let room = Contract.lineLimit + 1 - line.count
    #expect(room >= 0 && room < 400, "\(room) bytes are left")
  }

  @Test func theSameGoesForALaterSnapshotAndWhatFitsAgainIsReady() async throws {
    let many = (10_000..<20_000).map(Self.long)
    let desk = await watchedDesk()
    await desk.update(report("a"))
    _ = try await next(desk)
    await desk.update(DesktopReport(health: Health(.failed, why: "no disk"), desktops: many))
    let (_, snapshot) = try await next(desk)
    let left = 10_000 - (snapshot.report.desktops?.count ?? 0)
    #expect(left > 0 && left < 10_000)
    #expect(
      snapshot.report.health
        == Health(
          .failed, why: "\(left) of 10000 desktops do not fit into one message; no disk"))
    await desk.update(report("a", "b"))
    #expect(try await next(desk).snapshot.report == report("a", "b"))
  }

  @Test func moreThanTenThousandAreCutToThat() async throws {
    let desk = await watchedDesk()
    await desk.update(DesktopReport(desktops: (10_000...20_000).map { desktop(String($0)) }))
    let (_, snapshot) = try await next(desk)
    #expect(snapshot.report.desktops?.last?.id == "19999")
    #expect(
      snapshot.report.health
        == Health(.degraded, why: "1 of 10001 desktops do not fit into one message"))
  }

  private func watchedDesk() async -> AnswerDesk {
    let desk = AnswerDesk(name: "test", version: "3", capabilities: [])
    _ = await desk.receive(Array(PluginServiceTests.initialize.utf8))
    _ = await desk.nextLine()
    _ = await desk.receive(Array(PluginServiceTests.watch.utf8))
    return desk
  }

  private func next(_ desk: AnswerDesk) async throws -> (line: [UInt8], snapshot: DesktopSnapshot) {
    let next = await desk.nextLine()
    let line = try #require(next)
    let message = try Message(line: Array(line.dropLast()))
    if case .notification = message.kind {
      return (line, try message.params(as: DesktopSnapshot.self))
    }
    return (line, try message.result(as: DesktopSnapshot.self))
  }

  private static func long(_ number: Int) -> Desktop {
    var desktop = desktop("0c1f4a52-7c2e-4d55-9b0e-0000000\(number)")
    desktop.name = "Virtual \"machine\" \(number)"
    desktop.address = DesktopAddress(.vnc, .network(host: "127.0.0.1", port: 5900))
    return desktop
  }
}
