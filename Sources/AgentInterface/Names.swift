/// The names under which the agent is found on the bus.
public enum BusName {
  public static let agent = "org.stationmaster1"
  public static let root = "/org/stationmaster1"
  public static let manager = "org.stationmaster1.Manager"
  public static let licensing = "org.stationmaster1.Licensing"
  public static let station = "org.stationmaster1.Station"
  public static let candidate = "org.stationmaster1.Candidate"
  public static let pack = "org.stationmaster1.Pack"
  public static let notice = "org.stationmaster1.Notice"
  public static let plugin = "org.stationmaster1.Plugin"
  public static let desktop = "org.stationmaster1.Desktop"
  public static let session = "org.stationmaster1.Session"

  /// An object path below the root. Whatever a path may not hold becomes `_` and two hex digits,
  /// so that different ids never share a path.
  public static func path(_ kind: String, _ id: String) -> String {
    "\(root)/\(kind)/\(escape(id))"
  }

  static func escape(_ id: String) -> String {
    if id.isEmpty { return "_" }
    var result = ""
    for byte in id.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16)
        result += "_" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }
}
