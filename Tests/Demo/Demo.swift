import AgentInterface
import DBus
import EventLoop
import Glibc
import RigKit
import UnixSignals

/// `make demo`: the shipped programs on recorded hardware, as a visitor watches.
///
/// Nothing here is scripted output. Each step does something to the hardware or runs a command,
/// waits until the agent's own objects on the bus show what the step claims, and fails if they do
/// not. What is printed is what the programs printed.
@main
struct Demo {
  static func main() async {
    do {
      let stage = try await Stage()
      // Interrupted, it clears up as well.
      let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
      let watching = Task {
        for await _ in signals {
          await stage.clear()
          _exit(130)
        }
      }
      var failure: (any Error)?
      do {
        try await Story(stage: stage).tell()
      } catch {
        stage.say("\nThe demo failed: \(error)", .problem)
        stage.say("The agent's log:\n\(stage.agentLog)")
        failure = error
      }
      watching.cancel()
      let isClean = await stage.clear()
      guard failure == nil, isClean else { _exit(1) }
      stage.title("Every step held. The agent ended as asked, and nothing is left behind.")
    } catch {
      print("The demo cannot start: \(error)")
      exit(1)
    }
  }
}
