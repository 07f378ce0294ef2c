public import DBus

/// A thing people must know now.
public struct NoticeView: WireView {
  /// `<cause>/<subject>`; stays the same from stage to stage.
  public var id: String
  public var cause: String
  /// info, warning or critical.
  public var severity: String
  /// begun, 30-days, 14-days, 7-days, 3-days, 1-day or ended.
  public var stage: String
  /// administrators; station: they and the people at the station; or everyone.
  public var audience: String
  public var deadline: WireTime?
  /// The station's number; nil if it is about the whole host.
  public var station: Int?
  public var summary: String
  public var body: String
  public var nextStep: String
  public var raisedAt: WireTime?
  /// What can be done about it at once: enroll and ignore, the methods of the candidate that it is
  /// about; add-licenses.
  public var actions: [String]
  /// What the texts say, without the words of any language; empty if it is not known.
  public var words: String
  /// Who was told its present stage, by recipient.
  public var told: [ToldView]
  /// Whom it did not reach, by name.
  public var undelivered: [UndeliveredView]
  /// Until when administrators are not told; nil if they are.
  public var mutedForAdministrators: WireTime?
  /// Until when all others are not told; nil if they are.
  public var mutedForPeople: WireTime?

  public init(
    id: String, cause: String, severity: String, stage: String, audience: String,
    deadline: WireTime?, station: Int?, summary: String, body: String, nextStep: String,
    raisedAt: WireTime?, actions: [String] = [], words: String = "", told: [ToldView] = [],
    undelivered: [UndeliveredView] = [], mutedForAdministrators: WireTime? = nil,
    mutedForPeople: WireTime? = nil
  ) {
    self.id = id
    self.cause = cause
    self.severity = severity
    self.stage = stage
    self.audience = audience
    self.deadline = deadline
    self.station = station
    self.summary = summary
    self.body = body
    self.nextStep = nextStep
    self.raisedAt = raisedAt
    self.actions = actions
    self.words = words
    self.told = told
    self.undelivered = undelivered
    self.mutedForAdministrators = mutedForAdministrators
    self.mutedForPeople = mutedForPeople
  }

  /// What it is about: the part of the id after the cause.
  public var subject: String { String(id.dropFirst(cause.count + 1)) }

  public var properties: [String: Value] {
    [
      "ID": .string(id), "Cause": .string(cause), "Severity": .string(severity),
      "Stage": .string(stage), "Audience": .string(audience),
      "Deadline": WireTime.value(deadline), "Station": .int32(Int32(clamping: station ?? -1)),
      "Summary": .string(summary), "Body": .string(body), "NextStep": .string(nextStep),
      "RaisedAt": WireTime.value(raisedAt), "Actions": .strings(actions),
      "Words": .string(words), "Told": .array(of: ToldView.signature, told.map(\.value)),
      "Undelivered": .array(of: UndeliveredView.signature, undelivered.map(\.value)),
      "MutedForAdministrators": WireTime.value(mutedForAdministrators),
      "MutedForPeople": WireTime.value(mutedForPeople),
    ]
  }

  public init?(properties: [String: Value]) {
    var wire = WireReader(properties)
    id = wire.text("ID")
    cause = wire.text("Cause")
    severity = wire.text("Severity")
    stage = wire.text("Stage")
    audience = wire.text("Audience")
    deadline = wire.time("Deadline")
    let number = wire.number("Station")
    station = number < 0 ? nil : number
    summary = wire.text("Summary")
    body = wire.text("Body")
    nextStep = wire.text("NextStep")
    raisedAt = wire.time("RaisedAt")
    actions = wire.texts("Actions")
    words = wire.text("Words")
    told = wire.list("Told").compactMap(ToldView.init)
    undelivered = wire.list("Undelivered").compactMap(UndeliveredView.init)
    mutedForAdministrators = wire.time("MutedForAdministrators")
    mutedForPeople = wire.time("MutedForPeople")
    if !wire.isWhole { return nil }
  }

  public static let interface = Interface(
    BusName.notice,
    methods: [
      .init("Report", in: [.init("stage", "s"), .init("way", "s"), .init("state", "s")])
    ],
    properties: [
      .init("ID", "s", isConstant: true), .init("Cause", "s", isConstant: true),
      .init("Severity", "s"), .init("Stage", "s"), .init("Audience", "s"),
      .init("Deadline", "x"), .init("Station", "i"), .init("Summary", "s"), .init("Body", "s"),
      .init("NextStep", "s"), .init("RaisedAt", "x"), .init("Actions", "as"),
      .init("Words", "s"), .init("Told", "a" + ToldView.signature),
      .init("Undelivered", "a" + UndeliveredView.signature),
      .init("MutedForAdministrators", "x"), .init("MutedForPeople", "x"),
    ])
}
