import AgentInterface
import ArgumentParser
import DeviceFacts
import Glibc
import Rigs
import StationModel
import Topology
import Udev

struct RigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rig",
    abstract: "Record this computer's devices, and look at recordings. Needs no agent.",
    subcommands: [RigRecord.self, RigExplain.self])
}

struct RigRecord: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Write down what this computer's devices say, as far as stations need it.",
    discussion: """
      The text is of the format that umockdev reads. Nothing is changed, and no rights are needed. \
      With --scrub, serial numbers, MAC addresses and names of disks are replaced by made-up ones.
      """)

  @Flag(help: "Replace serial numbers and addresses by made-up ones.") var scrub = false
  @Option(name: [.short, .customLong("output")], help: "The file. It must not exist yet.")
  var output: String?

  func run() async throws {
    try await reportingFailures {
      var devices: [RecordedDevice]
      do {
        devices = try DeviceRecorder.record()
      } catch {
        throw Failure(
          .refused, "The devices cannot be read: \(error).",
          nextStep: "See whether udev runs: systemctl status systemd-udevd")
      }
      if devices.isEmpty {
        throw Failure(
          .refused, "There are no devices to be seen.",
          nextStep: "Try outside of containers, where /sys and udev are at hand.")
      }
      if scrub { devices = Scrub.scrub(devices) }
      let text = Recording.text(of: devices)
      if let output {
        try writeNewFile(text, to: output, mode: 0o644)
      } else {
        writeLine(String(text.hasSuffix("\n") ? text.dropLast() : text[...]))
      }
      for line in farewell(devices) { writeError(line) }
    }
  }

  private func farewell(_ devices: [RecordedDevice]) -> [String] {
    let kinds = ["usb", "hid", "input", "drm", "sound", "tty", "block", "video4linux"]
    let counts = kinds.compactMap { kind in
      let count = devices.count { $0.subsystem == kind }
      return count == 0 ? nil : "\(count) \(kind)"
    }.joined(separator: ", ")
    let file = output ?? "FILE"
    return [
      "Recorded \(devices.count) devices (\(counts)) with their sysfs attributes and udev properties.",
      scrub
        ? "Serial numbers, MAC addresses and names of disks are made up; names of models are not."
        : "It holds serial numbers, MAC addresses and names of disks: use --scrub before you send it.",
      "See what comes of it with: stationctl rig explain \(file)",
      "To report a desk that comes out wrong, read the file, then attach it and say what stands there.",
    ]
  }
}

struct RigExplain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what stations a recording or a rig file makes, and why.",
    discussion: """
      Reads what 'rig record' and umockdev-record write, and rig files (/usr/share/doc/stationmaster/rigs.md). Lines that \
      say what must come out are checked: the exit code is 1 if any is not met.
      """)

  @Argument(help: "The file; - is standard input.") var file: String
  @Option(help: "A file with lines that say what must come out.") var expect: String?
  @Flag(help: "The devices as a tree, with reasons.") var tree = false
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      let report: RigReport
      do throws(RigError) {
        var rig = try RigReport.read(try bytes(of: file))
        if let expect { rig.stages = try RigFile(bytes: try bytes(of: expect)).stages }
        report = try RigReport(rig)
      } catch {
        throw Failure(
          .badData, "\(Label.clean(file, limit: 200)), \(error).",
          nextStep: "See /usr/share/doc/stationmaster/rigs.md for what a rig file can say.")
      }
      if output.json {
        try writeJSON(report)
      } else {
        for line in report.lines(asTree: tree) { writeLine(line) }
      }
      guard report.failures.isEmpty else {
        throw Failure(
          .refused,
          "\(report.failures.count == 1 ? "One expectation is" : "\(report.failures.count) expectations are") not met:\n"
            + report.failures.joined(separator: "\n"),
          nextStep: "See why with: stationctl rig explain --tree \(file)")
      }
    }
  }

  private func bytes(of file: String) throws(RigError) -> [UInt8] {
    do {
      return try readFile(file, limit: Recording.limit)
    } catch {
      throw RigError(line: 0, "\(error)")
    }
  }
}
