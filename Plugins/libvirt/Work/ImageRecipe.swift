/// How the image of a template's disk becomes that of a copy.
struct ImageRecipe: Sendable, Equatable {
  /// Its content is copied, byte by byte; else only what differs from the template's is stored.
  var isCopy: Bool
  var format: String
  /// What libvirt makes the volume from.
  var xml: String

  /// - Parameters:
  ///   - volume, pool: how libvirt describes the template's.
  ///   - name: without an ending.
  init(
    volume: XMLText, pool: XMLText, path: String, capacity: UInt64, name: String
  ) throws(XMLText.Trouble) {
    let old = volume.first("/volume/target/format")?["type"] ?? "raw"
    // Only files can be layers over others.
    isCopy = !["dir", "fs", "netfs"].contains(pool.root?["type"])
    format = isCopy ? old : "qcow2"
    let new = try XMLText("<volume><name/><capacity unit='bytes'/><target/></volume>")
    new.first("name")?.setText(isCopy ? name : name + ".qcow2")
    new.first("capacity")?.setText(String(capacity))
    new.first("target")?.add("format")?.set("type", format)
    if !isCopy, let store = new.root?.add("backingStore") {
      store.add("path")?.setText(path)
      store.add("format")?.set("type", old)
    }
    xml = new.text
  }
}
