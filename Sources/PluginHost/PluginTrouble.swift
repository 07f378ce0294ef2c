import PluginProtocol

/// What went wrong between the host and a plugin: a sentence that begins with what the plugin did.
struct PluginTrouble: Error, Sendable, CustomStringConvertible {
  var description: String
  var cause: Cause

  enum Cause: Sendable, Equatable {
    case answered(PluginError)
    /// The deadline passed, or whoever asked was cancelled. The request has this id.
    case noAnswer(Int64)
    /// The process ends: it may have taken the request or not.
    case ended
    /// As many requests wait for answers already as may.
    case full
    /// It cannot be asked like that.
    case other
  }

  init(_ description: String, _ cause: Cause = .other) {
    self.description = description
    self.cause = cause
  }
}
