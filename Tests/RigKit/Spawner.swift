import Glibc

/// The thread that starts all children. The kernel kills a child when the *thread* that started it
/// ends (PR_SET_PDEATHSIG, prctl(2)), and the threads that tests run on come and go.
enum Spawner {
  static func run(_ body: () -> Int32) -> Int32 { thread.run(body) }

  private static let thread = SpawnerThread()
}

private final class SpawnerThread: @unchecked Sendable {
  private var work: (() -> Int32)?
  private var result: Int32?
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// It lives as long as the process.
  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
    var thread = pthread_t()
    let own = Unmanaged.passRetained(self).toOpaque()
    let code = pthread_create(
      &thread, nil,
      { own in
        if let own { Unmanaged<SpawnerThread>.fromOpaque(own).takeUnretainedValue().serve() }
        return nil
      }, own)
    precondition(code == 0, "no thread to start children from")
  }

  func run(_ body: () -> Int32) -> Int32 {
    withoutActuallyEscaping(body) { body in
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      while work != nil { pthread_cond_wait(changed, mutex) }
      work = body
      result = nil
      pthread_cond_broadcast(changed)
      while true {
        if let result {
          work = nil
          pthread_cond_broadcast(changed)
          return result
        }
        pthread_cond_wait(changed, mutex)
      }
    }
  }

  private func serve() {
    pthread_mutex_lock(mutex)
    while true {
      if let work, result == nil {
        result = work()
        pthread_cond_broadcast(changed)
      }
      pthread_cond_wait(changed, mutex)
    }
  }
}
