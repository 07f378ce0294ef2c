import StationModel

/// Which configuration the agent runs with, and whether it is what the files say.
public struct ConfigurationView: Sendable, Equatable, Codable {
  /// The file that has the others in a folder beside it.
  public var file: String
  /// When the files were read that count; nil if an agent without this says nothing of it.
  public var readAt: WireTime?
  /// The agent was started with bad files, and took the copy that it had kept of good ones.
  public var isFromCopy: Bool
  /// What is wrong in the files, so that they do not count: file, line, what is accepted.
  public var trouble: String?
  public var troubleSince: WireTime?
  /// The keys whose new values a restart would bring.
  public var waiting: [String]

  public init(
    file: String = "", readAt: WireTime? = nil, isFromCopy: Bool = false, trouble: String? = nil,
    troubleSince: WireTime? = nil, waiting: [String] = []
  ) {
    self.file = file
    self.readAt = readAt
    self.isFromCopy = isFromCopy
    self.trouble = trouble
    self.troubleSince = troubleSince
    self.waiting = waiting
  }
}

/// For people.
extension ConfigurationView {
  public var readAtText: String { readAt?.time.utcText ?? "a time that is not known" }

  /// What is wrong, since when, and what counts meanwhile; nil if the files are in force.
  public var troubleSentence: String? {
    guard let trouble else { return nil }
    let since = troubleSince.map { " since \($0.time.utcText)" } ?? ""
    let copy =
      isFromCopy
      ? "The agent was started with the copy that it had kept of the files as they were at "
      : "The agent goes on with the files as they were at "
    return "The configuration has a mistake\(since): \(trouble.asSentence) \(copy)\(readAtText)."
  }

  public var waitingSentence: String? {
    guard !waiting.isEmpty else { return nil }
    let values = waiting.count == 1 ? "A new value waits" : "New values wait"
    return "\(values) for a restart: \(waiting.joined(separator: ", ")). "
      + "Until then the files of now are not kept for a start with a bad one."
  }

  public static let remedy =
    "Correct the file, check it with: stationd --check-config, then: systemctl reload stationmaster"
  public static let restart = "When it suits: systemctl restart stationmaster"
}
