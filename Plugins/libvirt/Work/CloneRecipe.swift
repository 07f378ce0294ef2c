import PluginProtocol

/// How a template's definition becomes that of a desktop of its own.
enum CloneRecipe {
  /// What the copy is called, and whose it is.
  struct Copy: Sendable, Equatable {
    var name: String
    var uuid: String
    var station: AssignedStation
    /// The id of the operation that asks for it.
    var operation: String
  }

  /// Between the template's name and the station's number.
  static let infix = "-station-"

  /// Names to try, in this order: `golden-station-4`, `golden-station-4-2`, …
  static func names(template: String, station: Int) -> [String] {
    // libvirt makes file names of them.
    var stem = template
    while stem.utf8.count > 200 { stem.removeLast() }
    let first = stem + infix + String(station)
    return [first] + (2...100).map { first + "-" + String($0) }
  }

  /// The definition of the copy. `disks` are the images that it has instead of the template's.
  static func definition(
    from template: XMLText, _ copy: Copy, disks: [ClonedDisk]
  ) throws(PluginError) -> String {
    guard let root = template.root, let name = root.first("name"), let uuid = root.first("uuid")
    else { throw PluginError(.internalError, "the template has no name or no UUID") }
    let origin = uuid.text
    name.setText(copy.name)
    uuid.setText(copy.uuid)
    if let title = root.first("title") {
      title.setText(title.text + ", station \(copy.station.number)")
    }
    for disk in disks { try disk.replaceSource(in: root) }
    makeUnique(root)
    try mark(root, origin: origin, copy)
    return template.text
  }

  /// Takes out what no two domains of a host may share; libvirt makes new ones.
  private static func makeUnique(_ root: XMLText.Node) {
    let own = [
      "devices/interface/mac", "devices/interface/virtualport/parameters/@interfaceid",
      "devices/graphics/@port", "devices/graphics/@tlsPort", "devices/graphics/@websocket",
      "devices/graphics/@socket", "devices/graphics/listen/@socket",
      // The sockets of guest agents and consoles.
      "devices/channel[@type = 'unix']/source/@path", "devices/*/target[@dev = 'vsock0']/@dev",
      // The firmware's settings; made anew from its master copy.
      "os/nvram/text()", "os/nvram/source", "os/nvram/@type",
      "sysinfo/system/entry[@name = 'uuid']",
    ]
    for path in own { for node in root.nodes(path) { node.remove() } }
    for display in root.nodes("devices/graphics[@autoport or @type = 'vnc' or @type = 'spice']")
    where display.first("listen[@type = 'socket' or @type = 'none']") == nil {
      display.set("autoport", "yes")
    }
    for id in root.nodes("genid") { id.setText("") }
    for cid in root.nodes("devices/vsock/cid") {
      cid.set("auto", "yes")
      cid.set("address", nil)
    }
  }

  /// Says in our element where it comes from and whose it is.
  private static func mark(
    _ root: XMLText.Node, origin: String, _ copy: Copy
  ) throws(PluginError) {
    guard let metadata = root.first("metadata") ?? root.add("metadata"),
      let element = metadata.first("ours:desktop") ?? metadata.addOurs("desktop")
    else { throw PluginError(.noRoom, "memory is used up") }
    for other in element.nodes(UnfinishedCopy.path) { other.remove() }
    element.set("template", nil)
    element.set("user", nil)
    element.set("origin", origin)
    element.set("made-for", copy.station.key)
    element.set("operation", copy.operation)
    element.setStation(copy.station)
  }
}
