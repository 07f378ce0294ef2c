public import DBus

/// One thing that `doctor` looked at.
public struct FindingView: Sendable, Equatable, Codable {
  /// agent, udev, usb, displays, stations, licenses, ledger, clock, sign-in, notices, plugins,
  /// seats or configuration.
  public var area: String
  public var level: Level
  /// What was found, in a sentence.
  public var what: String
  /// What to do next; nil if nothing needs doing.
  public var nextStep: String?

  /// How grave it is, the least first.
  public enum Level: String, Sendable, Codable, CaseIterable, Comparable {
    case ok
    /// Worth knowing; nothing is wrong.
    case note
    /// Something works less well than it could, or waits for a decision.
    case warning
    /// Something does not work.
    case problem

    public static func < (left: Level, right: Level) -> Bool { left.order < right.order }
    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  public init(_ area: String, _ level: Level, _ what: String, nextStep: String? = nil) {
    self.area = area
    self.level = level
    self.what = what
    self.nextStep = nextStep
  }

  public static let arraySignature = "a" + signature
  static let signature = "(ssss)"

  /// The findings as one D-Bus value.
  public static func value(_ findings: [FindingView]) -> Value {
    .array(
      of: signature,
      findings.map {
        .structure([
          .string($0.area), .string($0.level.rawValue), .string($0.what),
          .string($0.nextStep ?? ""),
        ])
      })
  }

  init?(_ value: Value) {
    guard let fields = value.asStrings, fields.count == 4, let level = Level(rawValue: fields[1])
    else { return nil }
    self.init(fields[0], level, fields[2], nextStep: fields[3].isEmpty ? nil : fields[3])
  }
}

extension AgentClient {
  /// What the agent finds when it looks at itself.
  public func doctor() async throws(DBusError) -> [FindingView] {
    let answer = try await call(BusName.root, BusName.manager, "Doctor")
    let list = answer.first?.asList
    let findings = list?.compactMap(FindingView.init) ?? []
    // A finding that is dropped would look like health.
    guard let list, findings.count == list.count else {
      throw .otherVersion
    }
    return findings
  }
}
