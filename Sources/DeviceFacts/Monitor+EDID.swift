public import StationModel

extension Monitor {
  /// A monitor from its EDID; nil if that is no EDID or does not say who made the monitor.
  ///
  /// Only the base block is read (VESA E-EDID, release A2, section 3). Monitors, adapters and KVM
  /// switches write nonsense into it: what cannot be true is unknown, and never shown as zero.
  public init?(edid: [UInt8]) {
    guard let block = EDIDBlock(edid), let make = block.make else { return nil }
    self.init(
      make: make, product: block.word(10), model: block.text(0xfc), serial: block.serial,
      size: block.size)
  }
}

/// The first 128 bytes of an EDID, which are there and add up.
private struct EDIDBlock {
  private let bytes: [UInt8]
  private static let length = 128
  private static let header: [UInt8] = [0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0]

  init?(_ edid: [UInt8]) {
    bytes = Array(edid.prefix(Self.length))
    guard bytes.count == Self.length, bytes.starts(with: Self.header),
      bytes.reduce(0, &+) == 0, bytes[18] == 1
    else { return nil }
  }

  /// Only for offsets that this file writes down: all below 127.
  func word(_ offset: Int) -> UInt16 { UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8 }

  /// Three letters of five bits each, A is 1.
  var make: String? {
    let packed = UInt16(bytes[8]) << 8 | UInt16(bytes[9])
    let letters = [packed >> 10, packed >> 5, packed].map { UInt8($0 & 0x1f) }
    guard packed >> 15 == 0, letters.allSatisfy({ (1...26).contains($0) }) else { return nil }
    return String(decoding: letters.map { $0 + 0x40 }, as: UTF8.self)
  }

  /// The text that is meant for people, else the number. Both are often left as the chip's maker
  /// delivered them, and then every monitor has the same.
  var serial: String? {
    if let text = text(0xff), !text.allSatisfy({ $0 == "0" }) { return text }
    let number = UInt32(word(12)) | UInt32(word(14)) << 16
    return [0, 0x0101_0101, .max].contains(number) ? nil : String(number)
  }

  /// From the first timing, in millimetres, if it agrees with the centimetres of the whole.
  var size: Monitor.Size? {
    let coarse = Monitor.Size(width: Int(bytes[21]) * 10, height: Int(bytes[22]) * 10)
    // One zero is a ratio in place of a size, two are a projector.
    guard coarse.width > 0, coarse.height > 0, !Self.isRatio(coarse) else { return nil }
    guard word(54) != 0 else { return coarse }
    let fine = Monitor.Size(
      width: Int(bytes[66]) | Int(bytes[68] >> 4) << 8,
      height: Int(bytes[67]) | Int(bytes[68] & 0xf) << 8)
    let agrees =
      abs(fine.width - coarse.width) <= 10 && abs(fine.height - coarse.height) <= 10
    return agrees ? fine : coarse
  }

  /// Some makers write "16:9" as 16 × 9 cm.
  private static func isRatio(_ size: Monitor.Size) -> Bool {
    [[160, 90], [160, 100], [40, 30], [50, 40], [10, 10]].contains([size.width, size.height])
  }

  /// One of the four descriptors: the first with this tag that says something.
  func text(_ tag: UInt8) -> String? {
    for start in [54, 72, 90, 108] where word(start) == 0 && bytes[start + 2] == 0 {
      guard bytes[start + 3] == tag else { continue }
      // Ends with a newline if it is shorter than 13. The standard allows code page 437; whatever
      // is not plain text is left out.
      let line = bytes[(start + 5)..<(start + 18)].prefix { $0 != 0x0a && $0 != 0 }
      let plain = line.filter { (0x20...0x7e).contains($0) }
      let text = Label.clean(String(decoding: plain, as: UTF8.self), limit: 13)
      if !text.isEmpty { return text }
    }
    return nil
  }
}
