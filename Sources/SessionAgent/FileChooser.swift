import DBus

/// The desktop's dialog in which a person chooses a file (org.freedesktop.portal.FileChooser).
struct FileChooser: Sendable {
  static let service = "org.freedesktop.portal.Desktop"
  private static let path = "/org/freedesktop/portal/desktop"
  private static let interface = "org.freedesktop.portal.FileChooser"

  let bus: Connection
  /// Somebody may go and look for the file meanwhile.
  private static let patience = Duration.seconds(1800)

  enum Answer: Equatable, Sendable {
    /// A path on this computer.
    case chosen(String)
    case cancelled
    case failed(String)
  }

  func choose(title: String, accept: String) async -> Answer {
    do throws(DBusError) {
      // First: the answer may come before the call has returned.
      let answers = try await bus.signals(
        matching: "type='signal',sender='\(Self.service)',"
          + "interface='org.freedesktop.portal.Request',member='Response'")
      let reply = try await bus.call(
        Self.service, Self.path, Self.interface, "OpenFile",
        [
          .string(""), .string(title),
          .properties(["accept_label": .string(accept), "multiple": .bool(false)]),
        ])
      guard let handle = reply.first?.asString else { return .failed("OpenFile gave no handle") }
      return await firstAnswer(answers, to: handle)
    } catch {
      return .failed(error.description)
    }
  }

  private func firstAnswer(
    _ answers: AsyncStream<ReceivedSignal>, to handle: String
  ) async -> Answer {
    await withTaskGroup(of: Answer?.self) { group in
      group.addTask {
        for await signal in answers where signal.path == handle { return Self.answer(in: signal) }
        return .failed("the desktop's portal went away")
      }
      group.addTask {
        try? await Task.sleep(for: Self.patience)
        return .cancelled
      }
      defer { group.cancelAll() }
      return await group.next().flatMap { $0 } ?? .cancelled
    }
  }

  private static func answer(in signal: ReceivedSignal) -> Answer {
    guard let code = signal.arguments.first?.asInt else {
      return .failed("an answer without a code")
    }
    if code != 0 { return code == 1 ? .cancelled : .failed("the portal ended the dialog") }
    let results = signal.arguments.dropFirst().first?.asDictionary
    guard let address = results?["uris"]?.asStrings?.first, let path = localPath(address) else {
      return .failed("no file of this computer was chosen")
    }
    return .chosen(path)
  }
}

/// The path in `file:///srv/a%20pack`; nil for anything but a file of this computer (RFC 8089).
func localPath(_ address: String) -> String? {
  guard address.hasPrefix("file://") else { return nil }
  let rest = address.dropFirst("file://".count)
  guard let slash = rest.firstIndex(of: "/"),
    slash == rest.startIndex || rest[..<slash] == "localhost"
  else { return nil }
  var bytes: [UInt8] = []
  var source = Array(rest[slash...].utf8)[...]
  while let byte = source.popFirst() {
    guard byte == UInt8(ascii: "%") else {
      bytes.append(byte)
      continue
    }
    let digits = String(decoding: source.prefix(2), as: UTF8.self)
    guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
      let value = UInt8(digits, radix: 16), value != 0
    else { return nil }
    bytes.append(value)
    source = source.dropFirst(2)
  }
  return String(validating: bytes, as: UTF8.self)
}
