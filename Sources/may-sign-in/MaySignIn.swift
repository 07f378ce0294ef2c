import Accounts
import AgentInterface
import DBus
import EventLoop
import Glibc

/// Asks the agent whether a sign-in may begin: for pam_stationmaster, which starts it with the facts as
/// `key=value` (docs/sign-in.md). `bus=ADDRESS` is another bus than the system's.
///
/// Ends with 77 and the sentences for who is refused; with 0 if the sign-in may begin; with anything
/// else if there is no answer, and then it may begin too.
@main
struct MaySignIn {
  static func main() async {
    // It never outlives who waits for it, whatever hangs: a directory of accounts, the bus, the agent.
    alarm(2)
    var facts = given(CommandLine.arguments.dropFirst())
    let address = facts.removeValue(forKey: "bus")
    guard let name = facts["user"], let account = Account(name: name) else { exit(1) }
    facts["uid"] = String(account.uid)
    facts["groups"] = account.groups.joined(separator: ",")
    // No agent is needed for that.
    if account.uid == 0 { exit(0) }
    guard let message = await refusal(facts, address) else { exit(0) }
    print("REFUSED\n" + message + "\nEND")
    exit(77)
  }

  private static func given(_ words: ArraySlice<String>) -> [String: String] {
    var facts: [String: String] = [:]
    for word in words {
      guard let sign = word.firstIndex(of: "=") else { exit(2) }
      facts[String(word[..<sign])] = String(word[word.index(after: sign)...])
    }
    return facts
  }

  /// Nil if it may begin. Does not return if there is no answer.
  private static func refusal(_ facts: [String: String], _ address: String?) async -> String? {
    do {
      let bus = Connection(loop: try Loop())
      try await bus.connect(to: address.map { .other($0) } ?? .system)
      let answer = try await bus.call(
        BusName.agent, BusName.root, BusName.manager, "MaySignIn",
        [
          .array(
            of: "{ss}",
            facts.sorted { $0.key < $1.key }.map { .entry(.string($0.key), .string($0.value)) })
        ], timeoutMilliseconds: 800)
      guard answer.count == 2, let isAllowed = answer[0].asBool, let message = answer[1].asString
      else { exit(1) }
      return isAllowed ? nil : message
    } catch {
      exit(1)
    }
  }
}
