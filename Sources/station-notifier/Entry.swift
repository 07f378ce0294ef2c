import ArgumentParser
import EventLoop

@main
enum Entry {
  static func main() { runOnOwnThreads { await StationNotifier.main() } }
}
