/// Why a key file is refused.
public struct KeyFileError: Error, Sendable, Equatable {
  public var file: String
  public var why: String

  public init(file: String, why: String) {
    self.file = file
    self.why = why
  }

  public var message: String { "The key file \(file) is refused: \(why)." }
  public var nextStep: String {
    "Put back the file as stationctl or the issuer wrote it, or remove it."
  }
}
