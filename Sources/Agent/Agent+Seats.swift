import AgentInterface
import DBus

extension Agent {
  func seatPlan() -> [SeatLine] { [] }

  func applySeats(_ call: Call) async throws(AgentError) -> [SeatLine] { throw unknownMethod(call) }

  func releaseSeats(_ call: Call) async throws(AgentError) -> [SeatLine] {
    throw unknownMethod(call)
  }
}
