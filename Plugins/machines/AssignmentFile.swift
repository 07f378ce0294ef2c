import FoundationEssentials
import Glibc
import PluginKit
import PluginProtocol

/// The book on the disk: `assignments.json` in the plugin's own folder.
struct AssignmentFile: Sendable {
  /// Nil where nobody gave the plugin a folder: nothing is kept then.
  var folder: String?

  static let sizeLimit = 4 << 20

  private var path: String? { folder.map { $0 + "/assignments.json" } }

  /// The book, and what is wrong with the file if it could not be read. Such a file is set aside under
  /// the name `assignments.json.bad`, since the next one will take its place.
  func read() -> (AssignmentBook, trouble: String?) {
    guard let path else { return (AssignmentBook(), nil) }
    do throws(FileTrouble) {
      guard let bytes = try SmallFile.read(path, limit: Self.sizeLimit) else {
        return (AssignmentBook(), nil)
      }
      return (try Self.decode(bytes, path), nil)
    } catch {
      let aside = path + ".bad"
      let what =
        rename(path, aside) == 0
        ? "it was set aside as \(aside)" : "and it cannot be set aside"
      return (AssignmentBook(), "The assignments were lost: \(error); \(what).")
    }
  }

  private static func decode(_ bytes: [UInt8], _ path: String) throws(FileTrouble) -> AssignmentBook
  {
    do {
      return try JSONDecoder().decode(AssignmentBook.self, from: Data(bytes))
    } catch {
      throw FileTrouble(path, PluginError(decoding: error, from: bytes).message)
    }
  }

  /// It is on the disk when this returns. Throws `noRoom` or `internalError`.
  func write(_ book: AssignmentBook) throws(PluginError) {
    guard let path else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    do {
      try SmallFile.replace(path, with: Array(try encoder.encode(book)))
    } catch let error as FileTrouble {
      let isFull = [ENOSPC, EDQUOT].contains(error.code)
      throw PluginError(
        isFull ? .noRoom : .internalError, "the assignment cannot be kept: \(error)")
    } catch {
      throw PluginError(.internalError, "the assignment cannot be kept: \(error)")
    }
  }
}
