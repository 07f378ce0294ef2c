import Dispatch
import PluginProtocol

/// Does what the agent asks for, each operation on a thread of its own, since libvirt blocks.
struct OperationDesk: Sendable {
  let settings: Settings
  let line: Line
  let hands: Hands
  let assignments: Assignments
  /// After this, what still goes on is accepted, and its end is shown by the desktop.
  let patience: Duration

  /// Well within the host's deadline of 10 s.
  static let usualPatience = Duration.seconds(5)

  func perform(_ operation: Operation) async throws(PluginError) {
    guard let uuid = UUIDText(operation.desktop)?.text, uuid == operation.desktop else {
      throw Self.noSuchDesktop(operation.desktop)
    }
    guard let connection = await line.connection(within: patience / 2) else {
      throw PluginError(.unavailable, "libvirt (\(settings.uri)) does not answer; trying again")
    }
    switch hands.take(uuid, isStart: operation.action == .start) {
    case .taken: break
    case .alreadyTaken:
      throw PluginError(.busy, "something else is still being done with \(uuid)", retryAfter: 2)
    case .full:
      throw PluginError(
        .busy, "libvirt has not yet answered \(Hands.limit) other operations", retryAfter: 5)
    }
    // From here on the thread lets go of it, however this ends.
    let answer = FirstAnswer<PluginError?>()
    DispatchQueue(label: "libvirt-operation").async {
      line.current?.news.lookAgain(at: uuid)
      var failure: PluginError?
      do throws(PluginError) {
        try Self.naming { try carryOut(operation, connection) }
      } catch {
        failure = error
      }
      // Let go before it is answered: the answer may be followed by the next operation at once.
      hands.letGo(uuid)
      // Told to the host if it still waits; if not, the desktop shows it.
      if !answer.give(failure), let failure {
        hands.note("What was last asked failed: " + failure.message, about: uuid)
      }
      line.current?.news.lookAgain(at: uuid)
    }
    let clock = Task {
      try await Task.sleep(for: patience)
      answer.give(nil)
    }
    defer { clock.cancel() }
    let failure = await withTaskCancellationHandler {
      await answer.value
    } onCancel: {
      answer.give(PluginError(.cancelled, "cancelled; what libvirt has begun may still happen"))
    }
    if let failure { throw failure }
  }

  private func carryOut(_ operation: Operation, _ connection: Connection) throws {
    let domain = try connection.domain(uuid: operation.desktop)
    let description = try DomainDescription(xml: try domain.xml())
    guard settings.isDesktop(description) else { throw Self.noSuchDesktop(operation.desktop) }
    let isTemplate = settings.isTemplate(description)
    switch operation.action {
    case .start:
      guard !isTemplate else {
        throw PluginError(
          .notSupported, "\(description.name) is a template: it is copied, never used itself")
      }
      try take(PowerStep.start(from: try domain.state()), domain)
    case .stop(let isForced):
      try take(PowerStep.stop(from: try domain.state(), isForced: isForced), domain)
    case .assign(let station) where isTemplate:
      try Cloner(connection: connection, settings: settings, assignments: assignments)
        .clone(domain, description, for: station, operation: operation.id)
    case .assign(let station): try assignments.set(domain, to: station)
    case .unassign: try assignments.set(domain, to: nil)
    }
  }

  private func take(_ step: PowerStep, _ domain: Domain) throws {
    switch step {
    case .nothing: break
    case .create: try domain.create()
    case .resume: try domain.resume()
    case .wakeUp: try domain.wakeUp()
    case .shutdown: try domain.shutdown()
    case .destroy: try domain.destroy()
    case .wait(let why): throw PluginError(.busy, domain.name + ": " + why, retryAfter: 5)
    case .refuse(let why): throw PluginError(.notSupported, domain.name + ": " + why)
    }
  }

  private static func noSuchDesktop(_ id: String) -> PluginError {
    PluginError(.noSuchDesktop, "there is no desktop \(id)")
  }

  /// Whatever goes wrong, in the contract's words.
  private static func naming(_ body: () throws -> Void) throws(PluginError) {
    do {
      try body()
    } catch let error as PluginError {
      throw error
    } catch let error as VirtError {
      throw PluginError(error)
    } catch {
      throw PluginError(.internalError, PlainText.line(String(describing: error), limit: 400))
    }
  }
}
