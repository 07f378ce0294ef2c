import StationModel

/// The lights of keyboards that blink for a while and are as before afterwards.
///
/// It keeps no time: whoever owns it calls ``step()`` at each turn and ``end()`` at the end.
struct Blink {
  private struct Light {
    var file: String
    var before: String
  }

  private let files: LightFiles
  private var lights: [Light] = []
  private var isOn = false
  /// What went wrong with the lights that do not take part, in sentences' rests.
  private(set) var troubles: [String] = []

  /// Takes the lights that can be read and written; with none of them, ``isPossible`` is false.
  ///
  /// - Parameter keyboards: input devices, `…/input/input5`.
  init(_ keyboards: [DevicePath], files: LightFiles) {
    self.files = files
    for keyboard in keyboards {
      let all = Self.names.map { "\(keyboard.text)/\(keyboard.name)::\($0)/brightness" }
      let there = all.compactMap { file in
        files.read(file).map { Light(file: file, before: $0) }
      }
      if there.isEmpty {
        troubles.append("the keyboard \(keyboard.name) has no lights")
        continue
      }
      for light in there {
        if let why = files.write(light.file, "1") {
          troubles.append("the lights of the keyboard \(keyboard.name) cannot be written: \(why)")
          break
        }
        lights.append(light)
      }
    }
    isOn = !lights.isEmpty
  }

  var isPossible: Bool { !lights.isEmpty }

  /// On to off, off to on. A keyboard that was unplugged meanwhile is passed over.
  mutating func step() {
    isOn.toggle()
    for light in lights { _ = files.write(light.file, isOn ? "1" : "0") }
  }

  /// Each light is as it was.
  func end() { for light in lights { _ = files.write(light.file, light.before) } }

  /// As the kernel calls them (drivers/input/input-leds.c): those that every keyboard has a chance of.
  private static let names = ["numlock", "capslock", "scrolllock"]
}

/// How lights are read and written, by the paths of their files.
struct LightFiles {
  /// What the file says, without the end of its line; nil if there is none.
  var read: (String) -> String?
  /// Nil if it is done; else why not.
  var write: (String, String) -> String?
}
