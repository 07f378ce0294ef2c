/// A copy whose disks are being made: noted in its template until the copy is there, because the plugin
/// may end meanwhile, and then nobody else knows of it.
///
/// ```xml
/// <stationmaster:copying name="golden-station-4" uuid="…" number="4"/>
/// ```
struct UnfinishedCopy: Sendable, Equatable {
  var name: String
  var uuid: String
  /// The station's number.
  var station: String

  /// What an interrupted copy left behind is in nobody's way, since no other has this name.
  func volumeName(_ target: String) -> String { name + "-" + target + "-" + uuid.prefix(8) }

  var trouble: String {
    "A copy for station \(station) was not finished when the plugin ended: assign it again."
  }
}

extension UnfinishedCopy {
  init?(in element: XMLText.Node) {
    guard let noted = element.first(Self.path), let name = noted["name"],
      let uuid = noted["uuid"].flatMap({ UUIDText($0)?.text })
    else { return nil }
    self.init(name: name, uuid: uuid, station: noted["number"] ?? "?")
  }

  static let path = "*[local-name() = 'copying']"

  /// Our element with this in it, or without any, and all else left as it was.
  static func element(
    from xml: String?, _ copy: UnfinishedCopy?
  ) throws(XMLText.Trouble) -> String {
    let document = try XMLText(xml ?? "<desktop/>")
    guard let root = document.root else { return "<desktop/>" }
    for old in root.nodes(path) { old.remove() }
    if let copy, let new = root.add("copying") {
      new.set("name", copy.name)
      new.set("uuid", copy.uuid)
      new.set("number", copy.station)
    }
    return document.text
  }
}
