public import StationModel

/// One thing to tell the program or the mail address that the configuration names.
public struct HookRun: Sendable, Equatable {
  public var recipient: Recipient
  public var event: Event
  /// As it stands; if it is solved, as it stood last.
  public var notice: Notice
  /// When the stage that is solved now was told; nil unless the event is `solved`.
  public var toldAt: Timestamp?

  public enum Event: String, Sendable, CaseIterable {
    case raised, advanced, solved
  }

  public init(_ recipient: Recipient, _ event: Event, _ notice: Notice, toldAt: Timestamp? = nil) {
    self.recipient = recipient
    self.event = event
    self.notice = notice
    self.toldAt = toldAt
  }

  /// 16 hexadecimal digits, the same after a restart: so that what runs already is not begun again.
  public var id: String {
    let words = [
      recipient.text, event.rawValue, notice.id.text, notice.stage.rawValue,
      notice.deadline.map { String($0.milliseconds) } ?? "-",
      // A notice that is not known any more was raised nobody knows when.
      String((toldAt ?? notice.raisedAt).milliseconds),
    ]
    // FNV-1a. It tells runs apart, of which there are few; nothing rests on it that matters to anybody else.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in words.joined(separator: "\n").utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// What is remembered of it once it ended.
  ///
  /// - Parameter reached: false if it was given up.
  public func telling(reached: Bool, at now: Timestamp) -> Telling {
    Telling(
      notice: notice.id, recipient: recipient, stage: notice.stage, deadline: notice.deadline,
      way: .hook,
      // Taken away from the recipient's list. Given up is given up for this too.
      state: event == .solved ? .dismissed : reached ? .shown : .failed, at: toldAt ?? now,
      keptUntil: Telling.keptUntil(deadline: notice.deadline, at: now))
  }
}
