import FoundationEssentials
import LicenseFiles

/// A pack's token from its file. What is no token is refused here: the bus carries text, and would
/// change what is none.
func readPack(_ path: String) throws(Failure) -> String {
  let bytes = try readSmallBytes(path)
  do throws(PackError) { return try PackFile.token(in: bytes) } catch { throw Failure(error) }
}

/// Keys from `.pub` and `.revoked` files, and from the folders among them.
func readTrustedKeys(_ paths: [String]) throws(Failure) -> TrustedKeys {
  var files: [(name: String, text: String)] = []
  for path in paths {
    var isFolder = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder {
      for name in try keyFiles(in: path) {
        files.append((name, try readSmallFile(path + "/" + name)))
      }
    } else {
      guard TrustedKeys.isKeyFile(path) else {
        throw Failure(
          .badData,
          "\(path) is no file of a trusted key: its name ends neither in .pub nor in .revoked.",
          nextStep: "Name the issuer's .pub file, or a folder with such files.")
      }
      files.append((path, try readSmallFile(path)))
    }
  }
  do throws(KeyFileError) { return try TrustedKeys(files: files) } catch { throw Failure(error) }
}

private func keyFiles(in folder: String) throws(Failure) -> [String] {
  do {
    return try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter(TrustedKeys.isKeyFile).sorted()
  } catch {
    throw Failure(
      .badData, "\(folder) cannot be read.", nextStep: "Check the name and your rights to it.")
  }
}

extension Failure {
  init(_ error: PackError) { self.init(.badData, error.message, nextStep: error.nextStep) }
  init(_ error: KeyFileError) { self.init(.badData, error.message, nextStep: error.nextStep) }
}
