import CMemory

/// Keeps a program small that mostly waits.
public enum Thrift {
  /// To be called before there are threads. What the program starts inherits it.
  public static func begin() { cmemory_refuse_huge_pages() }

  /// For what this process becomes.
  public static func end() { cmemory_take_huge_pages() }

  /// Whenever the loop has come to rest after work: gives back what only the work needed. Measured,
  /// 13 MiB of code are resident after the start, since the kernel maps 64 KiB around each page that
  /// is touched. Returns when the task is cancelled.
  ///
  /// The first time the page cache gives back the file of the program, too: the start reads most of
  /// it, systemd counts that as memory of the service as long as there is room, and little of it is
  /// needed again. Later what was in use stays where it is quickly found.
  public static func giveBackAtRest(_ loop: Loop) async {
    var last: UInt64?
    var isFirst = true
    // The work of which was heard may be seen to already.
    for await _ in loop.work where loop.turns != last {
      repeat {
        last = loop.turns
        do { try await Task.sleep(for: patience) } catch { return }
      } while loop.turns != last
      cmemory_give_back()
      if isFirst { cmemory_forget_program() }
      isFirst = false
    }
  }

  /// How long nothing happens before it counts as rest.
  private static let patience = Duration.seconds(3)
}
