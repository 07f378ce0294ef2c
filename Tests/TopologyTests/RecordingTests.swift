import RigFolder
import StationModel
import Testing
import Topology

/// Real machines, with the stations that a person would see at them.
@Suite struct RecordingTests {
  private let first = StationKey("pci-0000:00:04.0/1")
  private let second = StationKey("pci-0000:00:04.0/2")

  private func sorted(_ rig: Rig, _ guidance: Guidance = Guidance()) throws -> Sorting {
    let picture = try rig.picture()
    let sorting = sort(picture, guidance: guidance)
    #expect(Set(sorting.assignments.keys) == Set(picture.devices.keys))
    #expect(sorting[.host]?.presence == .complete)
    return sorting
  }

  private func isUndecided(_ candidate: Candidate?) -> Bool {
    if case .undecided? = candidate?.standing { return true }
    return false
  }

  @Test func aBareHostIsTheHostAlone() throws {
    let sorting = try sorted(.bareHost)
    #expect(sorting.keys == ["host"])
    #expect(sorting.kinds(.host) == [.display, .keyboard, .pointer, .sound])
  }

  @Test func aPlainHubIsProposedAndLacksADisplay() throws {
    let sorting = try sorted(.plainHub)
    #expect(sorting.keys == ["host", first.text])
    #expect(isUndecided(sorting[first]))
    #expect(sorting[first]?.presence == .incomplete(missing: [.display]))
    #expect(sorting[first]?.label == "QEMU USB Hub")
    #expect(sorting.kinds(first) == [.hub, .keyboard, .pointer])
  }

  @Test func aPlainHubBoundToADisplayIsComplete() throws {
    let place = DisplayPlace(card: "pci-0000:01:00.0", connector: "Virtual-2")
    let sorting = try sorted(.threeCards, Guidance(bindings: [first: place]))
    #expect(sorting[first]?.standing == .decided(.administrator))
    #expect(sorting[first]?.presence == .complete)
    #expect(sorting.displays.map(\.station) == [.host, first, .host])
  }

  @Test func twoHubsAreTwoProposals() throws {
    let sorting = try sorted(.threeCards)
    #expect(sorting.keys == ["host", first.text, second.text])
    #expect(isUndecided(sorting[first]) && isUndecided(sorting[second]))
    #expect(sorting.kinds(first) == [.hub, .hub, .keyboard, .pointer, .pointer, .sound, .storage])
    #expect(sorting.kinds(second) == [.hub, .keyboard, .pointer])
    #expect(sorting.kinds(.host).count { $0 == .display } == 3)
  }

  @Test func hubsAttachedToSeatsAreDecidedWithTheirCards() throws {
    let sorting = try sorted(.attachedSeats)
    for (key, seat, place) in [
      (first, "seat-2", "pci-0000:01:00.0/Virtual-2"),
      (second, "seat-3", "pci-0000:02:00.0/Virtual-3"),
    ] {
      let station = sorting[key]
      #expect(station?.standing == .decided(.udevSeat))
      #expect(station?.presence == .complete)
      #expect(station?.seat == seat)
      #expect(station?.parts.compactMap(\.display?.description) == [place])
    }
    #expect(sorting.candidates.count == 3)
    #expect(sorting.kinds(.host).count { $0 == .display } == 1)
  }

  @Test func theOtherStationStaysWhenOneIsPulled() throws {
    let sorting = try sorted(.hubPulled)
    #expect(sorting.keys == ["host", second.text])
    #expect(sorting[second]?.presence == .complete)
    #expect(sorting[second]?.standing == .decided(.udevSeat))
  }

  @Test func theDockIsCompleteByItself() throws {
    let sorting = try sorted(.dock)
    #expect(sorting.keys == ["host", first.text])
    #expect(sorting[first]?.presence == .complete)
    #expect(sorting[first]?.standing == .decided(.udevSeat))
    #expect(sorting.kinds(first) == [.hub, .display, .keyboard, .pointer, .sound])
    #expect(
      sorting[first]?.parts.first { $0.kind == .display }?.label
        == "STA LEFT (15\") on DisplayLink UD-160-A VGA-1")
  }

  /// The second bridge has a hub on its seat: a station. The first has keyboard and mouse on root
  /// ports: no hub, no station; what is on its seat is not the host's to use either.
  @Test func aBridgeSeatIsAStationOnlyWithAHub() throws {
    let sorting = try sorted(.bridgeSeats)
    let bridge = StationKey("pci-0000:02:03.0/1")
    #expect(sorting.keys == ["host", bridge.text])
    #expect(sorting[bridge]?.presence == .complete)
    #expect(sorting[bridge]?.standing == .decided(.udevSeat))
    #expect(
      sorting[.host]?.parts.compactMap(\.display?.card) == ["pci-0000:00:01.0", "pci-0000:08:00.0"])
    #expect(sorting.kinds(.host).count { $0 == .keyboard } == 1)
    #expect(sorting.displays.first { $0.place.card == "pci-0000:01:02.0" }?.station == .none)
  }
}
