import PluginProtocol

/// Our element in a domain's metadata: what makes it a desktop, and what a desktop keeps.
///
/// ```xml
/// <stationmaster:desktop xmlns:stationmaster="urn:stationmaster:desktop:1"
///     template="no" user="ada" origin="UUID of the template" made-for="pci-0000:00:14.0/1.4"
///     operation="7f3a-2">
///   <stationmaster:station key="pci-0000:00:14.0/1.4" number="4" name="Window row"/>
///   <stationmaster:label>room-3</stationmaster:label>
/// </stationmaster:desktop>
/// ```
struct DesktopTag: Sendable, Equatable {
  var isTemplate = false
  /// The template that it was made from.
  var origin: String?
  /// The key of the station that it was made for, and the operation that asked for it. Unlike `station`
  /// these stay for ever: who asks again gets the same copy.
  var madeFor: String?
  var operation: String?
  var user: String?
  /// The key of the station that it is assigned to.
  var station: String?
  var labels: [String] = []
  /// Of a template.
  var unfinished: UnfinishedCopy?
}

extension DesktopTag {
  /// Reads it from a domain's description; nil if it has none.
  init?(in description: XMLText) {
    guard let element = description.first("/domain/metadata/ours:desktop") else { return nil }
    self.init(element)
  }

  private init(_ element: XMLText.Node) {
    isTemplate = ["yes", "true", "1"].contains(element["template"])
    origin = element["origin"]?.lowercased()
    madeFor = element["made-for"]
    operation = element["operation"]
    user = element["user"]
    station = element.first("ours:station")?["key"]
    unfinished = UnfinishedCopy(in: element)
    labels = element.nodes("ours:label").map { $0.text.trimmed() }
  }

  /// The element with another station in it and all else left as it was, in the form in which libvirt
  /// gives and takes it: without a namespace.
  static func element(
    from xml: String?, station: AssignedStation?
  ) throws(XMLText.Trouble) -> String {
    let document = try XMLText(xml ?? "<desktop/>")
    guard let root = document.root else { return "<desktop/>" }
    root.setStation(station)
    return document.text
  }
}

extension XMLText.Node {
  /// Of our element: the station that is assigned, or none.
  func setStation(_ station: AssignedStation?) {
    for old in nodes("*[local-name() = 'station']") { old.remove() }
    guard let station, let element = add("station") else { return }
    element.set("key", station.key)
    element.set("number", String(station.number))
    element.set("name", PlainText.line(station.name, limit: 256))
  }
}

extension String {
  /// Without white space around it.
  func trimmed() -> String {
    let isSpace: (Character) -> Bool = { $0.isWhitespace }
    return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }
}
