import FoundationEssentials

/// What is on an X screen at one moment, by the file that `Xvfb -fbdir` keeps (XWD, X11/XWDFile.h).
public struct Framebuffer: Sendable, Equatable {
  public let width: Int
  public let height: Int
  /// Red, green and blue in the lower 24 bits, row by row.
  public let pixels: [UInt32]

  public init(file: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
    func word(_ index: Int) -> Int {
      bytes[(index * 4)..<(index * 4 + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
    guard bytes.count >= 100, word(1) == 7, word(2) == 2, word(7) == 0, word(11) == 32 else {
      throw RigError("\(file) is no dump of 32 bits for each pixel")
    }
    let (width, height, line) = (word(4), word(5), word(12))
    let start = word(0) + word(19) * 12
    guard width > 0, height > 0, line >= width * 4, bytes.count >= start + line * height else {
      throw RigError("\(file) is short")
    }
    self.width = width
    self.height = height
    pixels = bytes.withUnsafeBytes { raw in
      (0..<height).flatMap { row in
        (0..<width).map { column in
          raw.loadUnaligned(fromByteOffset: start + row * line + column * 4, as: UInt32.self)
            & 0xff_ffff
        }
      }
    }
  }

  public struct Area: Sendable, Equatable {
    public var x: ClosedRange<Int>
    public var y: ClosedRange<Int>
  }

  /// What encloses all pixels that differ; nil if none does.
  public func difference(from other: Framebuffer) -> Area? {
    var area: Area?
    guard pixels.count == other.pixels.count else { return nil }
    for index in pixels.indices where pixels[index] != other.pixels[index] {
      let (x, y) = (index % width, index / width)
      let old = area ?? Area(x: x...x, y: y...y)
      area = Area(
        x: min(old.x.lowerBound, x)...max(old.x.upperBound, x),
        y: min(old.y.lowerBound, y)...max(old.y.upperBound, y))
    }
    return area
  }

  public func count(of colour: UInt32) -> Int { pixels.count { $0 == colour } }

  /// As a portable pixel map, with `margin` pixels around the area.
  public func write(_ area: Area, margin: Int, to file: String) throws {
    let xs = max(0, area.x.lowerBound - margin)...min(width - 1, area.x.upperBound + margin)
    let ys = max(0, area.y.lowerBound - margin)...min(height - 1, area.y.upperBound + margin)
    var bytes = Array("P6\n\(xs.count) \(ys.count)\n255\n".utf8)
    for y in ys {
      for x in xs {
        let pixel = pixels[y * width + x]
        bytes += [UInt8(pixel >> 16 & 255), UInt8(pixel >> 8 & 255), UInt8(pixel & 255)]
      }
    }
    try Data(bytes).write(to: URL(filePath: file))
  }
}
