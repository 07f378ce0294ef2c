import RigFolder
import Rigs
import StationModel
import Testing

/// Every rig of Tests/Rigs gives what it says must come out: docs/rigs.md.
@Suite struct AllRigsTests {
  @Test(arguments: Rig.names(ending: ".rig")) func aWrittenRigGivesItsAnswer(name: String) throws {
    let rig = try RigFile(text: try Rig.text(of: Rig.folder + "/" + name + ".rig"))
    try check(name, rig.devices, rig.stages)
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
