import AgentInterface
import DeviceFacts
import Rigs
import StationModel
import Topology

/// What comes of a rig: pure, so that it can be tested without files.
struct RigReport: Encodable {
  var stations: [RigStation]
  var devices: [DeviceView]
  /// The expectations that were not met, with their lines.
  var failures: [String]

  struct RigStation: Encodable {
    var key: String
    var kind: String
    var label: String
    /// Would the agent take it by itself?
    var decided: Bool
    /// The authority that decides, or why nothing does.
    var standing: String
    var state: String
    var parts: [PartView]
    var remarks: [String]
  }

  /// Either format: a recording has a `P:` line before all others.
  static func read(_ bytes: [UInt8]) throws(RigError) -> RigFile {
    let first = bytes.split(separator: UInt8(ascii: "\n")).first {
      $0.first != UInt8(ascii: "#") && $0 != [UInt8(ascii: "\r")]
    }
    if first?.starts(with: "P: ".utf8) == true {
      let picture = DevicePicture(recorded: try Recording.devices(in: bytes))
      return RigFile(devices: Array(picture.devices.values), stages: [RigStage()])
    }
    return try RigFile(bytes: bytes)
  }

  /// Shows the rig's first moment and checks all.
  init(_ rig: RigFile) throws(RigError) {
    let stage = rig.stages.first ?? RigStage()
    let picture = stage.picture(of: rig.devices)
    let sorting = sort(picture, guidance: try stage.guidance(in: picture))
    stations = sorting.candidates.map(RigStation.init)
    devices = DeviceView.list(picture, sorting.assignments)
    failures = []
    for stage in rig.stages { failures += try stage.check(rig.devices).map(\.description) }
  }

  func lines(asTree: Bool) -> [String] {
    var lines = tableLines(
      ["KEY", "LABEL", "STANDING", "STATE", "PARTS"],
      stations.map { station in
        [
          station.key, station.label,
          station.decided ? "station, by \(station.standing)" : "proposal: \(station.standing)",
          station.state, station.parts.map(\.kind).joined(separator: ", "),
        ].map { Label.clean($0, limit: 200) }
      })
    for station in stations {
      lines += station.remarks.map { "\(clean(station.key)): \(clean($0))" }
    }
    lines.append("")
    if asTree { return lines + deviceTreeLines(devices) }
    for row in devices {
      var above = row
      above.parent = nil
      lines += deviceTreeLines([above])
    }
    return lines
  }
}

extension RigReport.RigStation {
  init(_ candidate: Candidate) {
    key = candidate.key.text
    kind = candidate.kind.rawValue
    label = candidate.label
    switch candidate.standing {
    case .decided(let authority): (decided, standing) = (true, "\(authority)")
    case .undecided(let why): (decided, standing) = (false, why)
    }
    state =
      switch candidate.presence {
      case .complete: "complete"
      case .incomplete(let missing):
        "incomplete: no \(missing.map(\.rawValue).joined(separator: ", "))"
      case .conflict(let why): "conflict: \(why)"
      case .absent: "absent"
      case .probing: "probing"
      case .away: "away"
      case .unknown(let why): "unknown: \(why)"
      }
    parts = candidate.parts.map { part in
      PartView(
        kind: part.kind.rawValue, label: part.label, device: part.device.text,
        display: part.display?.description, status: part.status?.rawValue)
    }
    remarks = candidate.remarks
  }
}
