import DeviceFacts
import EventLoop
import Glibc
import StationModel
import Testing

@testable import USB

/// A hub that answers as it is told to, and notes what it was asked.
final class MadeUpHub: Pipe, @unchecked Sendable {
  var version: UInt16 = 0x0210
  var deviceProtocol: UInt8 = 2
  var answers: [Request: [UInt8]] = [:]
  /// Requests that fail, so many times.
  var refusals: [Request: Int] = [:]
  var asked: [Request] = []

  func ask(_ request: Request, length: Int) throws(USBError) -> [UInt8] {
    try tell(request)
    guard let answer = answers[request] else { throw USBError(.failed, "stalled") }
    return Array(answer.prefix(length))
  }

  func tell(_ request: Request) throws(USBError) {
    asked.append(request)
    if let left = refusals[request], left > 0 {
      refusals[request] = left - 1
      throw USBError(.failed, "refused")
    }
  }
}

@Suite("Hubs that are asked")
struct HubTests {
  static let store: [UInt8] = [5, 0x0F, 25, 0, 1, 20, 0x10, 4, 0] + [UInt8](1...16)
  static let id = ContainerID("0102030405060708090a0b0c0d0e0f10")

  @Test func bothHalvesAreAskedInTheirOwnWay() {
    let hub = MadeUpHub()
    hub.answers = [
      .hubDescriptor(0x29): [9, 0x29, 4, 0x09, 0, 50, 100, 0, 0xFF],
      .hubDescriptor(0x2A): [12, 0x2A, 3, 0x08, 0, 50, 0, 4, 0, 0, 0, 0],
      .descriptor(0x0F): Self.store,
    ]
    #expect(
      HubReader.read(hub)
        == HubReport(
          containerID: Self.id, hub: HubFacts(ports: 4, isCompound: false, power: .perPort)))
    hub.deviceProtocol = 3
    #expect(HubReader.read(hub).hub == HubFacts(ports: 3, isCompound: false, power: .ganged))
  }

  @Test func anOldHubIsNotAskedForWhatItCannotKnow() {
    let hub = MadeUpHub()
    hub.version = 0x0200
    hub.answers = [.descriptor(0x0F): Self.store]
    #expect(HubReader.read(hub) == HubReport())
    #expect(hub.asked == [.hubDescriptor(0x29)])
  }

  @Test(arguments: [("/dev/bus/usb/is/not/there", USBError.Kind.missing)])
  func aNodeThatIsNotThereIsSaid(node: String, kind: USBError.Kind) async {
    guard case .failure(let error) = await HubReader.read(node: node) else {
      Issue.record("read")
      return
    }
    #expect(error.kind == kind)
    #expect(error.description.contains(node))
  }

  @Test func whatMayNotBeOpenedIsDenied() {
    #expect(USBError(opening: "/dev/x", code: EACCES).kind == .denied)
    #expect(USBError(opening: "/dev/x", code: EPERM).kind == .denied)
    #expect(USBError(opening: "/dev/x", code: EIO).kind == .failed)
  }

  @Test func whoAsksAHubThatNeverAnswersGoesOn() async {
    let (silence, end) = AsyncStream<Int>.makeStream()
    let answer = await withDeadline(.milliseconds(10), late: -1) {
      for await number in silence { return number }
      return 0
    }
    #expect(answer == -1)
    // What comes later is not heard twice.
    end.yield(1)
    end.finish()
    let inTime = await withDeadline(.seconds(600), late: -1) { 7 }
    #expect(inTime == 7)
  }

  /// A file that is no device: libusb refuses it, and nothing of it stays open.
  @Test func aFileThatIsNoDeviceFails() async {
    guard case .failure(let error) = await HubReader.read(node: "/dev/null") else {
      Issue.record("read")
      return
    }
    #expect(error.description.contains("/dev/null"))
  }
}
