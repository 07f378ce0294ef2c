import Dispatch
import Glibc
import PluginProtocol

/// A plugin's `main`: speaks the contract on standard input and output until the agent closes.
public enum PluginMain {
  /// Serves until standard input ends, then ends the process with status 0; status 1 if the
  /// provider gives up or nobody reads the answers.
  public static func run(_ provider: some DesktopProvider) async -> Never {
    signal(SIGPIPE, SIG_IGN)
    guard let descriptors = Descriptors.claim() else {
      PluginLog.write(.critical, "standard input and output cannot be used: errno \(errno)")
      exit(1)
    }
    let queue = DispatchQueue(label: "plugin-output")
    let service = PluginService(provider: provider)
    let status = await service.serve(input: descriptors.pieces()) { line in
      await withCheckedContinuation { continuation in
        queue.async {
          continuation.resume(returning: Descriptors.writeAll(line, to: descriptors.output))
        }
      }
    }
    exit(status)
  }
}
