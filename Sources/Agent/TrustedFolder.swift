import FoundationEssentials

/// The `*.pub` files of a folder, by name. A folder that does not exist holds no keys.
func publicKeyFiles(in folder: String) throws -> [(name: String, text: String)] {
  guard FileManager.default.fileExists(atPath: folder) else { return [] }
  return try FileManager.default.contentsOfDirectory(atPath: folder)
    .filter { $0.hasSuffix(".pub") }.sorted()
    .map { name in
      // Read no more than a key file can hold: the folder may contain anything.
      let bytes = try Data(contentsOf: URL(filePath: folder + "/" + name))
      guard bytes.count <= 65_536 else {
        throw AgentFailure("\(folder)/\(name) is too large for a key file")
      }
      return (name, String(decoding: bytes, as: UTF8.self))
    }
}
