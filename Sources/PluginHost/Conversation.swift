import PluginProtocol
import StationModel

/// The host's side of the contract with one process of a plugin: what is held, and the handshake.
/// What comes in is in `Conversation+Receive`, what is asked in `Conversation+Requests`.
actor Conversation {
  /// Lines that wait to be written; a plugin that lets so many wait does not read.
  static let outgoingLimit = 64

  let plugin: String
  let patience: Patience
  let report: Report
  let board: StatusBoard
  let showcase: Showcase
  let bindings: Bindings
  let losses: AsyncStream<Bindings.Loss>.Continuation
  let outgoing: AsyncStream<[UInt8]>.Continuation
  let end: AsyncStream<Ending>.Continuation

  var lastID: Int64 = 0
  var pending: [Int64: Pending] = [:]
  /// Requests that were given up, and what for: the plugin may answer them all the same.
  var abandoned: [Int64: Abandonment] = [:]
  var isClosed = false
  /// Of the last snapshot that was taken; nil before the first.
  var revision: Int64?
  /// What the plugin last said its desktops are; nil if it did not yet.
  var desktops: [Desktop]?

  struct Pending: Sendable {
    var method: Contract.Method
    var answer: AsyncStream<Result<Message, PluginTrouble>>.Continuation
  }

  enum Abandonment: Sendable {
    /// It did not answer in time, which is reported once it does.
    case late
    /// Whoever asked was cancelled: the plugin did nothing wrong.
    case cancelled
  }

  init(
    plugin: String, patience: Patience, report: Report, board: StatusBoard, showcase: Showcase,
    bindings: Bindings, losses: AsyncStream<Bindings.Loss>.Continuation,
    outgoing: AsyncStream<[UInt8]>.Continuation, end: AsyncStream<Ending>.Continuation
  ) {
    self.plugin = plugin
    self.patience = patience
    self.report = report
    self.board = board
    self.showcase = showcase
    self.bindings = bindings
    self.losses = losses
    self.outgoing = outgoing
    self.end = end
  }

  /// Shakes hands, says what to keep, and asks for the desktops. Returns what the plugin can do when
  /// they are there.
  func open(
    agent: Program, stateFolder: String, keep: [String]?
  ) async throws(PluginTrouble) -> Set<Contract.Capability> {
    let hello = try await request(
      .initialize,
      InitializeParams(
        protocol: Contract.versions, agent: agent, stateFolder: stateFolder),
      within: patience.initialize)
    let answer: InitializeResult
    do throws(PluginError) {
      answer = try hello.result(as: InitializeResult.self)
    } catch {
      throw PluginTrouble("answered initialize wrongly: " + error.message)
    }
    guard (Contract.versions.min...Contract.versions.max).contains(answer.protocol) else {
      throw PluginTrouble("picked protocol \(answer.protocol), which was not offered")
    }
    let capabilities = Set(answer.capabilities.compactMap(Contract.Capability.init(rawValue:)))
    await board.change {
      $0.version = answer.plugin.version
      $0.protocolVersion = answer.protocol
      $0.capabilities = capabilities
    }
    if let keep { try await collectGarbage(keep: keep) }
    if capabilities.contains(.desktops) {
      _ = try await request(.watchDesktops, Nothing(), within: patience.request)
    } else {
      await board.health(.ready)
    }
    return capabilities
  }

  /// Asks for the desktops again and again, until cancelled: who tells of changes can forget one.
  func recheck() async throws(PluginTrouble) {
    while (try? await patience.clock.sleep(for: patience.recheck)) != nil {
      do throws(PluginTrouble) {
        _ = try await request(.watchDesktops, Nothing(), within: patience.request)
      } catch {
        // As many operations wait as may: whoever is that busy is asked the next time.
        guard error.cause == .full || Task.isCancelled else { throw error }
      }
    }
  }

  private func collectGarbage(keep: [String]) async throws(PluginTrouble) {
    do throws(PluginTrouble) {
      _ = try await request(.gc, GCParams(keep: keep.sorted()), within: patience.request)
    } catch {
      switch error.cause {
      // Whoever holds nothing need not know the method.
      case .answered(let answer) where answer.code == .methodNotFound: break
      case .answered: await report.log(.warning, error.description)
      // More than a line holds, and a part would make it let go of the rest.
      case .other:
        await report.log(
          .warning,
          "it was not told which desktops to keep, and holds on to what it has: it "
            + error.description)
      case .noAnswer, .ended, .full: throw error
      }
    }
  }
}
