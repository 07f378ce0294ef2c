import Agent
import Configuration
import Glibc
import StationModel

/// Where the configuration is, and where its copy is kept.
struct ConfigurationPlace: Sendable {
  var path: String
  /// A file that was named must exist: with the defaults instead, the agent would be another one.
  var mustExist: Bool
  /// Nil if none is kept.
  var kept: KeptConfiguration?

  /// - Parameter path: the file that was named; nil for the usual one.
  init(_ path: String?) {
    self.path = path ?? ConfigurationFiles.usualPath
    mustExist = path != nil
    // The configuration itself says where the state is, but cannot be asked when it is bad: systemd can
    // (systemd.exec(5), StateDirectory=). Who starts the agent by hand sees its error at once.
    kept = Self.stateFolder.map { KeptConfiguration(in: $0) }
  }

  /// The first that systemd made for this service; nil without one.
  static var stateFolder: String? {
    let folders = getenv("STATE_DIRECTORY").map { String(cString: $0) } ?? ""
    return folders.split(separator: ":").first.map(String.init).flatMap {
      $0.hasPrefix("/") ? $0 : nil
    }
  }

  func read() throws(ConfigurationError) -> ConfigurationFiles {
    let files = try ConfigurationFiles.find(path: path)
    if mustExist, files.files.first?.path != path {
      throw ConfigurationError(
        file: path, line: nil, problem: "it cannot be found",
        hint: "name a file that is there, or leave out --config for the defaults")
    }
    return files
  }

  /// Why there is no copy of these files, and which counts in its place; nil if there is one, or if none
  /// is kept here.
  func keep(_ files: ConfigurationFiles) -> String? {
    do throws(KeptConfiguration.Failure) {
      try kept?.keep(files, at: .now)
      return nil
    } catch {
      guard let former = try? kept?.copy(of: path) else { return "\(error)" }
      return "\(error); a start with a bad file would take the copy of the files as they were at "
        + former.readAt.utcText
    }
  }
}

extension Timestamp {
  /// By the computer's own clock, as people who look at their files read it.
  static var now: Timestamp { Timestamp(seconds: Int64(time(nil))) }
}
