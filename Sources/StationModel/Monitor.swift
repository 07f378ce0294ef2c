/// A monitor as its EDID describes it.
public struct Monitor: Sendable, Hashable {
  /// The maker's three letters (PNP ID): `DEL`.
  public var make: String
  /// The maker's name for people, where hwdata knows it: `Dell Inc.`
  public var makeName: String?
  /// The maker's number of the product.
  public var product: UInt16
  /// The model's name for people: `U2415`.
  public var model: String?
  /// The serial number as text, else the number in the base block; nil if there is neither.
  public var serial: String?
  /// Millimetres; nil where the EDID gives an aspect ratio or nothing (projectors).
  public var size: Size?

  public struct Size: Sendable, Hashable {
    public var width: Int
    public var height: Int
    public init(width: Int, height: Int) {
      self.width = width
      self.height = height
    }
  }

  public init(
    make: String, makeName: String? = nil, product: UInt16, model: String? = nil,
    serial: String? = nil, size: Size? = nil
  ) {
    self.make = make
    self.makeName = makeName
    self.product = product
    self.model = model
    self.serial = serial
    self.size = size
  }

  /// The diagonal in whole inches, as monitors are sold; nil where the size is not known.
  public var inches: Int? {
    guard let size, size.width > 0, size.height > 0 else { return nil }
    let (width, height) = (Double(size.width), Double(size.height))
    let inches = ((width * width + height * height).squareRoot() / 25.4).rounded()
    // No wall is that large; whoever made such a size up told nothing.
    return inches >= 1 && inches < 1000 ? Int(inches) : nil
  }

  /// `Dell Inc. U2415`; the maker's letters and the product's number where there are no names.
  public var label: String {
    guard let model else {
      let number = String(product, radix: 16)
      return (makeName ?? make) + " " + String(repeating: "0", count: 4 - number.count) + number
    }
    // "DEL" says nothing before "DELL U2412M".
    if makeName == nil, model.lowercased().hasPrefix(make.lowercased()) { return model }
    return Label.join(maker: makeName ?? make, model: model) ?? model
  }
}
