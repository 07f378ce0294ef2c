import CLibXML2
import Glibc

/// An XML document that libvirt described something with, to be asked and changed.
///
/// What a domain's maker wrote in it is not to be trusted: there are no entities (a document that
/// begins with anything but its root element, as a DTD would, is refused), nothing is loaded, and
/// size and depth are bounded. Not to be shared between threads.
final class XMLText {
  private let document: xmlDocPtr
  private let context: xmlXPathContextPtr

  /// Bytes. A domain with a hundred disks has a tenth of this.
  static let sizeLimit = 1 << 20

  struct Trouble: Error, Sendable, Equatable, CustomStringConvertible {
    var description: String
  }

  private static let isReady: Void = xmlInitParser()

  init(_ text: String) throws(Trouble) {
    _ = Self.isReady
    let bytes = Array(text.utf8)
    guard bytes.count <= Self.sizeLimit else {
      throw Trouble(description: "its description is larger than \(Self.sizeLimit) bytes")
    }
    let start = bytes.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }.prefix(2)
    guard start.first == UInt8(ascii: "<"), let letter = start.last,
      Unicode.Scalar(letter).properties.isXIDStart
    else { throw Trouble(description: "its description does not begin with an element") }
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
      | XML_PARSE_NOWARNING.rawValue
    let parsed = bytes.withUnsafeBytes { bytes in
      xmlReadMemory(
        bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), nil, "UTF-8",
        Int32(options))
    }
    guard let document = parsed else {
      throw Trouble(description: "its description is not well-formed XML")
    }
    guard let context = xmlXPathNewContext(document) else {
      xmlFreeDoc(document)
      throw Trouble(description: "memory is used up")
    }
    xmlXPathRegisterNs(context, "ours", Domain.Metadata.namespace)
    self.document = document
    self.context = context
  }

  deinit {
    xmlXPathFreeContext(context)
    xmlFreeDoc(document)
  }

  /// The elements and attributes that an XPath finds, in the document's order. `ours:` is the
  /// namespace of our metadata.
  func nodes(_ path: String, in node: Node? = nil) -> [Node] {
    context.pointee.node = node?.pointer ?? xmlDocGetRootElement(document)
    guard let result = xmlXPathEvalExpression(path, context) else { return [] }
    defer { xmlXPathFreeObject(result) }
    guard let set = result.pointee.nodesetval, let list = set.pointee.nodeTab else { return [] }
    return (0..<Int(set.pointee.nodeNr)).compactMap { index in
      list[index].map { Node(pointer: $0, document: self) }
    }
  }

  func first(_ path: String, in node: Node? = nil) -> Node? { nodes(path, in: node).first }

  var root: Node? {
    xmlDocGetRootElement(document).map { Node(pointer: $0, document: self) }
  }

  /// The root element as text, without the XML declaration.
  var text: String {
    guard let root = xmlDocGetRootElement(document), let buffer = xmlBufferCreate() else {
      return ""
    }
    defer { xmlBufferFree(buffer) }
    xmlNodeDump(buffer, document, root, 0, 0)
    return xmlBufferContent(buffer).map { String(cString: $0) } ?? ""
  }

  /// An element or attribute. Of no use once it was removed.
  struct Node {
    fileprivate let pointer: xmlNodePtr
    /// Keeps it alive.
    fileprivate let document: XMLText
  }
}

extension XMLText.Node {
  var name: String { pointer.pointee.name.map { String(cString: $0) } ?? "" }

  /// All text within it.
  var text: String {
    guard let text = xmlNodeGetContent(pointer) else { return "" }
    defer { clibxml2_free(text) }
    return String(cString: text)
  }

  /// Nil where it is missing or empty.
  subscript(attribute: String) -> String? {
    guard let text = xmlGetNoNsProp(pointer, attribute) else { return nil }
    defer { clibxml2_free(text) }
    let value = String(cString: text)
    return value.isEmpty ? nil : value
  }

  func set(_ attribute: String, _ value: String?) {
    if let value {
      xmlSetProp(pointer, attribute, value)
    } else {
      xmlUnsetProp(pointer, attribute)
    }
  }

  func setText(_ text: String) {
    // xmlNodeSetContent would take entities in it for what they are; text nodes are text.
    xmlNodeSetContent(pointer, "")
    xmlAddChild(pointer, xmlNewDocText(pointer.pointee.doc, text))
  }

  func nodes(_ path: String) -> [XMLText.Node] { document.nodes(path, in: self) }

  func first(_ path: String) -> XMLText.Node? { nodes(path).first }

  /// A new element within this one, in its namespace.
  @discardableResult
  func add(_ name: String) -> XMLText.Node? {
    xmlNewChild(pointer, nil, name, nil).map { XMLText.Node(pointer: $0, document: document) }
  }

  /// The same in the namespace of our metadata.
  func addOurs(_ name: String) -> XMLText.Node? {
    guard let node = add(name) else { return nil }
    xmlSetNs(
      node.pointer, xmlNewNs(node.pointer, Domain.Metadata.namespace, Domain.Metadata.prefix))
    return node
  }

  func remove() {
    if pointer.pointee.type == XML_ATTRIBUTE_NODE {
      pointer.withMemoryRebound(to: xmlAttr.self, capacity: 1) { _ = xmlRemoveProp($0) }
    } else {
      xmlUnlinkNode(pointer)
      xmlFreeNode(pointer)
    }
  }
}
