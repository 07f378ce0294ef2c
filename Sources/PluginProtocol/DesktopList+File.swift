import FoundationEssentials

extension DesktopList {
  /// Reads a list from a file's bytes. Throws `parseError` or `invalidParams` with the field at fault.
  public init(json: [UInt8]) throws(PluginError) {
    do {
      self = try JSONDecoder().decode(DesktopList.self, from: Data(json))
    } catch {
      throw PluginError(decoding: error, from: json)
    }
  }
}
