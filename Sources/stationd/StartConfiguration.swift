import Configuration
import Journal
import StationModel

/// What an agent starts with: the files, or, if they are bad, the copy of good ones.
struct StartConfiguration: Sendable {
  var state: ConfigurationState
  /// Of which a copy is to be kept; nil if the agent starts with one.
  var files: ConfigurationFiles?

  /// Throws the mistake in the files if there is no good copy either. Why there is none is in its hint,
  /// if there is more to say than that.
  init(_ place: ConfigurationPlace, at time: Timestamp) throws(ConfigurationError) {
    do throws(ConfigurationError) {
      let files = try place.read()
      state = ConfigurationState(file: place.path, settings: try files.settings(), readAt: time)
      self.files = files
    } catch {
      guard let copy = try Self.copy(place, insteadOf: error) else { throw error }
      state = ConfigurationState(
        file: place.path, settings: copy.settings, readAt: copy.readAt,
        trouble: ConfigurationState.Trouble(error, since: time))
    }
  }

  private static func copy(
    _ place: ConfigurationPlace, insteadOf error: ConfigurationError
  ) throws(ConfigurationError) -> (settings: Settings, readAt: Timestamp)? {
    var told = error
    do {
      guard let copy = try place.kept?.copy(of: place.path) else { return nil }
      return (try copy.files.settings(), copy.readAt)
    } catch let failure as KeptConfiguration.Failure {
      told.hint += "; and the copy of good files cannot be used: \(failure)"
    } catch let failure as ConfigurationError {
      // Of an older version, which had other keys.
      told.hint += "; and the copy of good files is not good for this version: \(failure)"
    } catch {
      told.hint += "; and the copy of good files cannot be used: \(error)"
    }
    throw told
  }
}
