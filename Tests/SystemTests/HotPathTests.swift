import AgentInterface
import Glibc
import Ledger
import RigKit
import StationModel
import Testing

extension System {
  /// Hubs that come and go as fast as the events can be sent.
  @Suite struct HotPath {
    private static let recording = "02-station-hub-kbd-mouse"

    /// What matters to stations, and of that what is read: the rest would only take time.
    private static func devices(below hub: String) throws -> [RecordedSection] {
      let read =
        ["bDeviceClass", "busnum", "devpath", "speed", "removable", "product"]
        + ["manufacturer", "name", "id/bustype"]
      return try Recording(recording).below(hub).filter { device in
        let name = device.path.split(separator: "/").last ?? ""
        return name.hasPrefix("1-1") && !name.contains(":")
          || name.hasPrefix("input") && !name.contains("::")
      }.map { device in
        let lines = device.text.split(separator: "\n").filter { line in
          !line.hasPrefix("A: ") && !line.hasPrefix("H: ")
            || read.contains { line.hasPrefix("A: " + $0 + "=") }
        }
        return RecordedSection(path: device.path, text: lines.joined(separator: "\n") + "\n\n")
      }
    }

    @Test func aThousandPlugsLeaveTheTruthAndNothingElse() async throws {
      try await Classroom.open(Self.recording) { room in
        try await room.startAgent()
        let before = try await room.see("the hub is incomplete") {
          $0.candidates.map(\.state) == ["incomplete"]
        }
        let pid = try #require(room.agent?.pid)
        let hub = Docks.path(port: 1)
        let devices = try Self.devices(below: hub)
        #expect(devices.count == 5)

        func cycle(_ times: Int) throws {
          for _ in 0..<times {
            try room.testbed.pull(hub)
            try room.testbed.plug(devices)
          }
        }
        // The first time around, pools and caches fill up.
        try cycle(200)
        try await room.seeAgain(before)
        let early = try Footprint(of: pid)
        try cycle(800)
        try await room.seeAgain(before)
        let late = try Footprint(of: pid)
        #expect(late.descriptors == early.descriptors)
        #expect(late.kibibytes - early.kibibytes < 2048, "\(early) before, \(late) after")

        try room.testbed.pull(hub)
        // Who came and went a thousand times is given time before it counts as gone, and is named.
        let gone = try await room.see("the hub is away") {
          $0.candidates.map(\.state) == ["away"]
            && $0.host.devices == before.host.devices - devices.count
        }
        let notice = try #require(gone.notices.first { $0.cause == "flapping" })
        #expect(notice.body.contains("QEMU USB Hub"))
        #expect(try await room.stopAgent() == 0)
        let history = try Ledger(path: room.desk.ledgerFile).history(last: 1000).map(\.kind)
        #expect(history.count < 10, "no storm of rows: \(history)")
      }
    }
  }
}

extension Classroom {
  /// Waits until the same stations, candidates and devices are shown as then.
  fileprivate func seeAgain(_ then: AgentSnapshot) async throws {
    try await see("what there was at first") {
      $0.stations == then.stations && $0.candidates == then.candidates
        && $0.host.devices == then.host.devices
    }
  }
}

/// What a process holds.
private struct Footprint {
  var descriptors: Int
  /// Resident.
  var kibibytes: Int

  init(of pid: pid_t) throws {
    var found = glob_t()
    defer { globfree(&found) }
    descriptors =
      glob("/proc/\(pid)/fd/*", GLOB_NOSORT, nil, &found) == 0 ? Int(found.gl_pathc) : 0
    let status = try readText("/proc/\(pid)/status").split(separator: "\n")
    let words = status.first { $0.hasPrefix("VmRSS:") }?.split(whereSeparator: \.isWhitespace)
    guard let words, words.count > 1, let size = Int(words[1]) else {
      throw RigError("no VmRSS of \(pid)")
    }
    kibibytes = size
  }
}
