import AgentInterface
import DBus
import Glibc
import Words

/// What a person asked for with a button, done with that person's own rights. It may last: somebody
/// may be asked for a password, or look for a file.
struct Errand: Sendable {
  var agentBus: Connection
  var sessionBus: Connection
  var reader: Reader

  /// - Parameter subject: what the notice is about.
  /// - Returns: what is to be said of it; nil if it shows by itself.
  func run(_ action: Content.Action, on subject: String) async -> Content? {
    switch action {
    case .enroll:
      await attempt("station enroll \(subject)") { client throws(DBusError) in
        try await client.enroll(subject)
      }
    case .ignore:
      await attempt("station ignore \(subject)") { client throws(DBusError) in
        try await client.ignore(candidate: subject)
      }
    case .addLicenses: await addLicenses()
    case .later, .details: nil
    }
  }

  private func addLicenses() async -> Content? {
    let chooser = FileChooser(bus: sessionBus)
    let answer = await chooser.choose(
      title: reader.text(.chooserTitle), accept: reader.text(.chooserAccept))
    let path: String
    switch answer {
    case .cancelled: return nil
    case .failed(let why): return failure(reader.text(.chooserFailed) + "\n" + why)
    case .chosen(let chosen): path = chosen
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    switch PackReading.read(path) {
    case .refused(let term): return failure(reader.text(term, ["file": name]))
    case .token(let token):
      let refusal = await attempt("license add \(quoted(path))") { client throws(DBusError) in
        try await client.addPack(token)
      }
      return refusal
        ?? .passing(
          severity: "info", reader.text(.licensesAdded),
          reader.text(.licensesAddedBody, ["file": name]))
    }
  }

  /// - Parameter command: what does the same in a terminal.
  private func attempt(
    _ command: String,
    _ work: @Sendable (AgentClient) async throws(DBusError) -> Void
  ) async -> Content? {
    do throws(DBusError) {
      try await work(AgentClient(agentBus, beforeAsking: {}))
      return nil
    } catch {
      return failure(
        why(error) + "\n"
          + reader.text(.failedCommand, ["command": Self.asRoot + "stationctl " + command]))
    }
  }

  /// Before a command of an administrator's; who has no sudo knows how to become root.
  private static var asRoot: String { access("/usr/bin/sudo", X_OK) == 0 ? "sudo " : "" }

  private func why(_ error: DBusError) -> String {
    guard let refusal = AgentError(error) else {
      return isUnanswered(error) ? reader.text(.noAnswer) : error.message
    }
    switch refusal.code {
    case .notAuthorized, .needsInteraction: return reader.text(.notAllowed)
    default: return refusal.message + "\n" + refusal.nextStep
    }
  }

  private func failure(_ why: String) -> Content {
    .passing(reader.text(.failedTitle), why)
  }

  /// As a shell takes it for one word.
  private func quoted(_ path: String) -> String {
    "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
