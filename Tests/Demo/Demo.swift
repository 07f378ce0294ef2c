import AgentInterface
import DBus
import EventLoop
import Glibc
import RigKit

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
      do {
        try await Story(stage: stage).tell()
        await stage.clear()
      } catch {
        stage.say("\nThe demo failed: \(error)", .problem)
        stage.say("The agent's log:\n\(stage.agentLog)")
        await stage.clear()
        exit(1)
      }
    } catch {
      print("The demo cannot start: \(error)")
      exit(1)
    }
  }
}
