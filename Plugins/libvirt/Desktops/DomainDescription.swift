/// What a domain's XML says, as far as a desktop shows it.
struct DomainDescription: Sendable, Equatable {
  /// Canonical: lower case.
  var uuid: String
  var name: String
  var title: String?
  /// The os type `exe`: it shares the host's kernel.
  var isContainer = false
  /// Nil if it has no element of ours.
  var tag: DesktopTag?
  var graphics: [Graphics] = []

  /// Of a copy that still has the name that it was given: that of its template.
  var templateName: String? {
    guard tag?.origin != nil else { return nil }
    return name.ranges(of: CloneRecipe.infix).last.map { String(name[..<$0.lowerBound]) }
  }

  init(
    uuid: String, name: String, title: String? = nil, isContainer: Bool = false,
    tag: DesktopTag? = nil,
    graphics: [Graphics] = []
  ) {
    self.uuid = uuid
    self.name = name
    self.title = title
    self.isContainer = isContainer
    self.tag = tag
    self.graphics = graphics
  }

  init(xml: String) throws(XMLText.Trouble) {
    let document = try XMLText(xml)
    guard let uuid = document.first("/domain/uuid").flatMap({ UUIDText($0.text)?.text }),
      let name = document.first("/domain/name")?.text, !name.isEmpty
    else { throw XMLText.Trouble(description: "its description lacks a name or a UUID") }
    self.uuid = uuid
    self.name = name
    title = document.first("/domain/title")?.text
    isContainer = document.first("/domain/os/type")?.text == "exe"
    tag = DesktopTag(in: document)
    graphics = document.nodes("/domain/devices/graphics").map(Graphics.init)
  }
}
