import DeviceFacts
import Glibc
import Rigs
import StationModel
import Topology

/// What libFuzzer calls with every input. `make fuzz` builds and runs it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let input = Array(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
  guard let choice = input.first, only?.contains(choice) ?? true,
    let parser = Parser(rawValue: choice)
  else { return -1 }
  parser.run(Array(input.dropFirst()))
  return 0
}

/// `ONLY=PK` leaves out all readers but those: one that was changed wants all the time there is.
private let only: [UInt8]? = getenv("ONLY").map { Array(String(cString: $0).utf8) }

/// Who gets an input, by its first byte: a letter, so that seeds can be written by hand. A new parser
/// is a case here, a line in `run` and a seed in Tests/Fuzz/Seeds.
private enum Parser: UInt8 {
  case edid = 0x45  // E
  case makers = 0x4d  // M
  case devices = 0x44  // D
  case hub = 0x48  // H
  case objectStore = 0x42  // B
  case rig = 0x52  // R
  case recording = 0x55  // U
  case story = 0x53  // S
  case pack = 0x50  // P
  case keys = 0x4b  // K
  case plugin = 0x4a  // J

  func run(_ bytes: [UInt8]) {
    switch self {
    case .edid: readEDID(bytes)
    case .makers: readMakers(bytes)
    case .devices: sortDevices(bytes)
    case .hub: readHub(bytes)
    case .objectStore: readObjectStore(bytes)
    case .rig: readRig(bytes)
    case .recording: readRecording(bytes)
    case .story: tellStory(bytes)
    case .pack: readPack(bytes)
    case .keys: readKeys(bytes)
    case .plugin: hearPlugin(bytes)
    }
  }
}

/// As it is, and once more with a good header and checksum: no fuzzer guesses those.
private func readEDID(_ bytes: [UInt8]) {
  var summed = Array((bytes + [UInt8](repeating: 0, count: 128)).prefix(128))
  summed.replaceSubrange(0..<8, with: [0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0])
  summed[18] = 1
  summed[127] = 0 &- summed[..<127].reduce(0, &+)
  for edid in [bytes, summed] {
    guard let monitor = Monitor(edid: edid) else { continue }
    require(monitor.make.utf8.count == 3)
    require(isPrintable(monitor.label) && isPrintable(monitor.serial ?? "x"))
    require(monitor.serial != "0" && monitor.model?.isEmpty != true)
    if let size = monitor.size { require(size.width > 0 && size.height > 0) }
  }
}

private func readMakers(_ bytes: [UInt8]) {
  let make = String(decoding: bytes.prefix(3), as: UTF8.self)
  guard let name = MakerNames(bytes).name(of: make) else { return }
  require(!name.isEmpty && name.unicodeScalars.count <= 80 && isOneLine(name))
}

private func readHub(_ bytes: [UInt8]) {
  guard let hub = HubFacts(hubDescriptor: bytes) else { return }
  require((1...255).contains(hub.ports))
  require(hub.fixedPorts.allSatisfy { (1...hub.ports).contains($0) })
}

private func readObjectStore(_ bytes: [UInt8]) {
  guard let id = ContainerID(binaryObjectStore: bytes) else { return }
  require(id.text.utf8.count == 32 && ContainerID(id.text) == id)
}

/// What is read can be sorted, and every expectation is either met or said with its line.
private func readRig(_ bytes: [UInt8]) {
  guard let rig = try? RigFile(bytes: bytes) else { return }
  require(!rig.stages.isEmpty)
  for stage in rig.stages {
    for failure in (try? stage.check(rig.devices)) ?? [] {
      require(failure.line > 0 && isOneLine(failure.message))
    }
  }
}

/// What is read can be written, and what is written is read as it was; without their serial numbers
/// there are as many devices.
private func readRecording(_ bytes: [UInt8]) {
  guard let devices = try? Recording.devices(in: bytes) else { return }
  // What would break a line is left out, once.
  let text = Recording.text(of: devices)
  let again = try? Recording.devices(in: text)
  require(again.map { Recording.text(of: $0) } == text)
  let scrubbed = Scrub.scrub(devices)
  require(scrubbed.count == devices.count)
  require(DevicePicture(recorded: scrubbed).count == DevicePicture(recorded: devices).count)
}

/// Devices in the words of udev, then everything that is made of them.
private func sortDevices(_ bytes: [UInt8]) {
  let devices = FuzzedDevice.list(String(decoding: bytes, as: UTF8.self)).compactMap { Device($0) }
  for device in devices { require(isOneLine(device.label) && !device.path.text.isEmpty) }
  var picture = DevicePicture(devices)
  let sorting = sort(picture, guidance: Guidance())
  require(sorting.assignments.count == picture.count)
  require(sorting.candidates.contains { $0.key == .host })
  require(
    sorting == sort(DevicePicture(devices.reversed()), guidance: Guidance()) || isDoubled(devices))
  for device in devices {
    picture.remove(device.path)
    require(picture.paths(below: device.path).isEmpty)
  }
  require(picture.count == 0)
}

/// Of two devices with one path the later one counts, so their order matters.
private func isDoubled(_ devices: [Device]) -> Bool {
  Set(devices.map(\.path)).count != devices.count
}

// MARK: What must hold

/// A crash with a place, which is what libFuzzer looks for.
func require(
  _ holds: Bool, _ file: StaticString = #file, _ line: UInt = #line
) {
  guard !holds else { return }
  fatalError("a promise was broken", file: file, line: line)
}

private func isPrintable(_ text: String) -> Bool {
  !text.isEmpty && text.utf8.allSatisfy { (0x20...0x7e).contains($0) }
}

/// Fit for a terminal: no control and no format characters.
func isOneLine(_ text: String) -> Bool {
  text.unicodeScalars.allSatisfy {
    $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
  }
}
