public import DeviceFacts
import EventLoop
import StationModel

/// Asks a hub what sysfs does not tell: its hub descriptor, and on older kernels its ContainerID.
public enum HubReader {
  /// On a thread of its own, which ends with the answer. Whoever asks gets one within `seconds`, also
  /// where the kernel keeps the thread waiting for ever.
  public static func read(node: String, seconds: Int = 10) async -> Result<HubReport, USBError> {
    let late = USBError(.failed, "\(node) did not answer within \(seconds) s")
    return await withDeadline(.seconds(seconds), late: .failure(late)) {
      await onOwnThread {
        do throws(USBError) {
          return .success(read(try LibusbPipe(node: node)))
        } catch {
          return .failure(error)
        }
      }
    }
  }

  /// What a hub does not tell stays unknown; what it says of another thing still counts.
  static func read(_ pipe: some Pipe) -> HubReport {
    // 0x2A is the descriptor of the half of USB 3, 0x29 that of the other.
    let kind: UInt8 = pipe.deviceProtocol == 3 ? 0x2A : 0x29
    let descriptor = try? pipe.ask(.hubDescriptor(kind), length: 71)
    return HubReport(
      containerID: binaryObjectStore(pipe).flatMap { ContainerID(binaryObjectStore: $0) },
      hub: descriptor.flatMap { HubFacts(hubDescriptor: $0) })
  }

  /// Only devices from USB 2.01 on know of it; others may choke on the question (USB 3.2, 9.6.2).
  private static func binaryObjectStore(_ pipe: some Pipe) -> [UInt8]? {
    guard pipe.version >= 0x0201 else { return nil }
    guard let head = try? pipe.ask(.descriptor(0x0F), length: 5), head.count == 5 else {
      return nil
    }
    return try? pipe.ask(.descriptor(0x0F), length: Int(head[2]) | Int(head[3]) << 8)
  }
}
