import ArgumentParser
import LicenseFiles

struct LicenseHostID: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "host-id", abstract: "This computer's id for packs that are bound to it.",
    discussion: """
      Give it to an issuer who binds a pack to one computer. It is made from the machine id, which it \
      does not tell, and stays the same until that is changed. Needs no agent.
      """)

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      let id = try hostID(machineID: "/etc/machine-id")
      if output.json { return try writeJSON(["hostID": id]) }
      writeLine(id)
    }
  }
}

func hostID(machineID path: String) throws(Failure) -> String {
  guard let id = HostID.of(machineID: try readSmallBytes(path)) else {
    throw Failure(
      .badData, "\(path) holds no machine id.",
      nextStep: "Give this computer one: systemd-machine-id-setup")
  }
  return id
}
