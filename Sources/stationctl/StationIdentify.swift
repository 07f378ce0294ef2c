import AgentInterface
import ArgumentParser

struct StationIdentify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identify", abstract: "Let a station show which one it is.",
    discussion: """
      By a notification to the person there; else by a few lines on the text terminal there; as a last \
      resort the lights of its keyboards blink.
      """)

  @Argument(help: "The station's number or key.") var station: Target
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await reportingFailures {
      try await withAgent { client in
        let view = try station.station(in: try await client.snapshot())
        let how = try await client.identify(view.number)
        if output.json {
          try writeJSON(
            Identification(number: view.number, key: view.key, name: view.name, how: how))
        } else {
          writeLine(identifyText("Station \(view.number) (\(clean(view.name)))", how))
        }
      }
    }
  }
}

private struct Identification: Encodable {
  var number: Int
  var key: String
  var name: String
  var how: String
}

/// - Parameters:
///   - title: "Station 3 (Window desk)".
///   - how: notification, console or lights.
func identifyText(_ title: String, _ how: String) -> String {
  switch how {
  case "notification": "\(title) shows a notification for 10 seconds."
  case "console": "\(title) shows it on its text terminal."
  case "lights": "\(title) blinks with the lights of its keyboard for 8 seconds."
  default: "\(title) shows it: \(clean(how))."
  }
}
