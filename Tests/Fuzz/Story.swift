import Enrollment
import Rigs
import StationModel
import Topology

/// What comes and goes, in any order and at any time: each two bytes are one event among the devices
/// of a small classroom, and the time until then. Whatever happens, nobody is lost.
func tellStory(_ bytes: [UInt8]) {
  guard let rig = try? RigFile(text: classroom) else { fatalError("the classroom cannot be read") }
  let all = rig.devices
  var picture = DevicePicture()
  var sightings = Sightings()
  var known: [Enrolled] = []
  var now = Timestamp(seconds: 1_795_464_900)
  for step in stride(from: 0, to: min(bytes.count - 1, 400), by: 2) {
    let device = all[Int(bytes[step] & 0x7f) % all.count]
    if bytes[step] & 0x80 != 0 { picture.remove(device.path) } else { picture.put(device) }
    now = now + Span(milliseconds: Int64(bytes[step + 1]) * 200)
    let sorting = sort(picture, guidance: Guidance(enrolled: Set(known.map(\.key))))
    let seen = sightings.look(at: sorting.candidates, patience: Patience(), now: now)
    var input = RosterInput(candidates: sorting.candidates, known: known, now: now)
    input.take(seen)
    input.sharedNow = sorting.shared
    input.controllers = sorting.controllers
    let roster = roster(input)
    for old in roster.moves.keys { sightings.forget(old) }
    let numbers = Set(roster.stations.map(\.record.number))
    guard numbers.isSuperset(of: known.map(\.number)), numbers.count == roster.stations.count,
      seen.nextChange.map({ $0 > now }) ?? true
    else { fatalError("a station was lost, or a number given twice") }
    known = roster.stations.map(\.record)
  }
}

private let classroom = """
  host
    ps2 keyboard
    card0 pci-0000:00:02.0
      HDMI-A-1 connected
    usb1 480M
      1: hub 05e3:0608 removable serial DESK-A
        1: keyboard
        2: mouse
        3: display
      2: hub 05e3:0608 removable
        1: keyboard
        2: hub 05e3:0608 removable
          1: keyboard
          2: mouse
          3: display
      3: hub 05e3:0608 removable serial DESK-A
        1: keyboard
        2: mouse
        3: display
    usb3 480M at pci-0000:00:1a.0
      1: hub 05e3:0608 removable
        1: keyboard
        2: mouse
        3: display
      2: hub 05e3:0608 removable
        1: keyboard
        2: mouse
        3: display
  """
