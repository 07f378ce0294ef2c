import Glibc
import PluginKit
import PluginProtocol
import StationModel

/// A plugin that prints where it should not, as libraries do, and starts a program that does too.
@main
struct Chatty: DesktopProvider {
  let name = "chatty"
  let version = "1"

  func desktops(in surroundings: Surroundings) -> AsyncThrowingStream<DesktopReport, any Error> {
    AsyncThrowingStream { continuation in
      print("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}")
      fflush(nil)
      // Would eat the host's requests, and answer them, were it not kept from both.
      _ = system("cat; echo from a program")
      let desktop = Desktop(
        id: "a", name: "A", kind: "session", state: .running, isTemplate: false)
      continuation.yield(DesktopReport(desktops: [desktop]))
    }
  }

  static func main() async { await PluginMain.run(Chatty()) }
}
