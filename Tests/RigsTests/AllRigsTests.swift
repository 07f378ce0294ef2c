import RigFolder
import Rigs
import StationModel
import Testing

/// Every rig of Tests/Rigs gives what it says must come out: docs/rigs.md.
@Suite struct AllRigsTests {
  /// Rigs whose answer waits for rules of topology that are not there yet.
  private let waiting: [String: Comment] = [
    "halves-other-controllers": "rule 1: halves by ContainerID",
    "halves-other-ports": "rule 1: halves by ContainerID",
    "two-hubs-one-container": "rule 1: halves by the kernel's peer",
    "usb3-hub-usb-display": "rule 1: halves by the kernel's peer",
    "laptop-hardwired-hub": "rule 2: hardwired sockets",
    "kvm-emulator-outer-chip": "rule 3: soldered chips are one box",
    "seven-port-inner-confirmed": "rule 3: an administrator confirms a box",
    "seven-port-inner-container": "rule 3: one ContainerID is one box",
    "seven-port-inner-fixed": "rule 3: soldered chips are one box",
  ]

  @Test(arguments: Rig.names(ending: ".rig")) func aWrittenRigGivesItsAnswer(name: String) throws {
    let rig = try RigFile(text: try Rig.text(of: Rig.folder + "/" + name + ".rig"))
    guard let why = waiting[name] else { return try check(name, rig.devices, rig.stages) }
    withKnownIssue(why) { try check(name, rig.devices, rig.stages) }
  }

  @Test(arguments: Rig.allCases) func aRecordingGivesItsAnswer(rig: Rig) throws {
    let wanted = try RigFile(text: try Rig.text(of: Rig.folder + "/" + rig.rawValue + ".expect"))
    #expect(wanted.devices.isEmpty)
    try check(rig.rawValue, Array(try rig.picture().devices.values), wanted.stages)
  }

  /// A rig without expectations would pass whatever comes out.
  private func check(_ name: String, _ devices: [Device], _ stages: [RigStage]) throws {
    #expect(stages.contains { !$0.expectations.isEmpty })
    for stage in stages {
      for failure in try stage.check(devices) { Issue.record("\(name), \(failure)") }
    }
  }

  /// No recording lies there that nobody looks at.
  @Test func everyRecordingIsListed() {
    #expect(Rig.names(ending: ".umockdev") == Rig.allCases.map(\.rawValue).sorted())
    #expect(Rig.names(ending: ".expect") == Rig.allCases.map(\.rawValue).sorted())
    #expect(Rig.names(ending: ".rig").count >= 30)
  }
}
