import ArgumentParser
import EventLoop

@main
enum Entry {
  static func main() {
    Thrift.begin()
    runOnOwnThreads { await Stationd.main() }
  }
}
