import StationModel

extension Form<Settings.HostCounts> {
  static let hostCounts = Form(
    accepted: Settings.HostCounts.allCases.map(\.rawValue).joined(separator: ", "),
    read: { Settings.HostCounts(rawValue: $0) }, write: { $0.rawValue })
}

extension Form<Settings.Enroll> {
  static let enroll = Form(
    accepted: Settings.Enroll.allCases.map(\.rawValue).joined(separator: ", "),
    read: { Settings.Enroll(rawValue: $0) }, write: { $0.rawValue })
}

extension Form<Settings.SeatManaging> {
  static let seatManaging = Form(
    accepted: Settings.SeatManaging.allCases.map(\.rawValue).joined(separator: ", "),
    read: { Settings.SeatManaging(rawValue: $0) }, write: { $0.rawValue })
}

extension Form<Settings.Enforcement> {
  static let enforcement = Form(
    accepted: Settings.Enforcement.allCases.map(\.rawValue).joined(separator: ", "),
    read: { Settings.Enforcement(rawValue: $0) }, write: { $0.rawValue })
}

extension Form<Settings.NoticeLanguage> {
  static let language = Form(
    accepted: Settings.NoticeLanguage.allCases.map(\.rawValue).joined(separator: ", "),
    read: { Settings.NoticeLanguage(rawValue: $0) }, write: { $0.rawValue })
}

extension Form<QuietHours?> {
  static let quietHours = Form(
    accepted: "two times of day such as 22:00-07:00, or nothing",
    read: { text in text.isEmpty ? .some(nil) : QuietHours(text: text).map { .some($0) } },
    write: { $0?.text ?? "" })
}

extension Form<Notice.Severity> {
  static let severity = Form(
    accepted: Notice.Severity.allCases.map(\.rawValue).joined(separator: ", "),
    read: { Notice.Severity(rawValue: $0) }, write: { $0.rawValue })
}

extension Form<Span> {
  static let span = Form(
    accepted: "a length of time such as 90d, 12h, 30min, 45s, 500ms or 1d 12h, up to 100 years",
    read: { SpanText.read($0) }, write: { SpanText.write($0) })
}

extension Form<Span> {
  static let days = Form(
    accepted: "a whole number of days such as 60d, up to 36500d",
    read: { text in
      guard let span = SpanText.read(text), span.milliseconds % Span.days(1).milliseconds == 0
      else { return nil }
      return span <= .days(36_500) ? span : nil
    }, write: { SpanText.write($0) })

  static let spanOrNone = Form(
    accepted: "a length of time such as 30d, or 0d",
    read: { text in
      text.allSatisfy({ $0 == "0" || $0 == "d" }) && text.hasSuffix("0d")
        ? .zero : SpanText.read(text)
    }, write: { $0 == .zero ? "0d" : SpanText.write($0) })
}

extension Form<Int> {
  static let percent = Form(
    accepted: "a whole number of percent from 0% to 100%",
    read: { text in
      guard text.last == "%", let number = Int(text.dropLast()), (0...100).contains(number) else {
        return nil
      }
      return number
    }, write: { "\($0)%" })
}

extension Form<String> {
  static let site = Form(
    accepted: "a name of 1 to 64 characters, or nothing",
    read: { $0.unicodeScalars.count <= 64 && Label.clean($0, limit: 64) == $0 ? $0 : nil },
    write: { $0 })

  static let folder = Form(
    accepted: "an absolute path such as /var/lib/stationmaster",
    read: { isAbsolutePath($0) ? $0 : nil }, write: { $0 })
}

extension Form<String> {
  static let program = Form(
    accepted: "the absolute path of a program, or nothing",
    read: { $0.isEmpty || isAbsolutePath($0) ? $0 : nil }, write: { $0 })

  static let mailAddress = Form(
    accepted: "one mail address such as root@localhost, or nothing",
    read: { isMailAddress($0) || $0.isEmpty ? $0 : nil }, write: { $0 })
}

/// Enough that nothing but an address reaches a mail program.
private func isMailAddress(_ text: String) -> Bool {
  let parts = text.split(separator: "@", omittingEmptySubsequences: false)
  return parts.count <= 2 && text.utf8.count <= 254 && !text.hasPrefix("-")
    && parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
          default: ".-_+".utf8.contains(byte)
          }
        }
    }
}

extension Form<[String]> {
  static let causes = Form(
    accepted: "causes of notices with spaces between them, such as exhausted expired, or nothing",
    read: { text in
      let names = text.split(separator: " ").map(String.init)
      return names.count <= 64
        && names.allSatisfy({ name in
          name.utf8.count <= 32
            && name.utf8.allSatisfy {
              (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-")
            }
        }) ? names : nil
    }, write: { $0.joined(separator: " ") })
}

extension Form<[String]> {
  static let folders = Form(
    accepted: "absolute paths with colons between them, such as /usr/lib/a:/etc/a",
    read: { text in
      let paths = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      return paths.allSatisfy(isAbsolutePath) ? paths : nil
    }, write: { $0.joined(separator: ":") })
}

extension Form<[String]> {
  static let groups = Form(
    accepted: "names of groups with spaces between them, such as sudo lab-admins, or nothing",
    read: { text in
      let names = text.split(separator: " ").map(String.init)
      return names.allSatisfy(isGroupName) && names.count <= 64 ? names : nil
    }, write: { $0.joined(separator: " ") })
}

/// Whatever a directory may give, without what separates names in the files of accounts.
private func isGroupName(_ text: String) -> Bool {
  text.utf8.count <= 255 && Label.clean(text, limit: 255) == text
    && !text.contains { ":,/".contains($0) }
}

extension Form<Settings.BusAddress> {
  static let bus = Form(
    accepted: "system, session, or a D-Bus address such as unix:path=/run/bus",
    read: { text in
      switch text {
      case "system": return .system
      case "session": return .session
      default:
        // `transport:key=value` (D-Bus specification, "Server Addresses").
        guard let colon = text.firstIndex(of: ":"), colon != text.startIndex,
          text[..<colon].utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }),
          text[colon...].contains("="), !text.contains(" ")
        else { return nil }
        return .address(text)
      }
    },
    write: { address in
      switch address {
      case .system: "system"
      case .session: "session"
      case .address(let text): text
      }
    })
}

private func isAbsolutePath(_ text: String) -> Bool { text.utf8.first == UInt8(ascii: "/") }
