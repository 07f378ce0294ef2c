import StationModel
import Testing

/// Removing what lies below a device, against the plainest way to do it.
@Suite struct PictureOrderTests {
  private func device(_ path: String, _ label: String = "x") -> Device {
    Device(path: DevicePath(path), label: label, facts: .sound)
  }

  @Test func neighboursWhoseNamesSortBetweenAreKept() {
    var picture = DevicePicture(
      ["/a/b", "/a/b-1", "/a/b/c", "/a/b/c/d", "/a/b!", "/a/bb", "/a"].map { device($0) })
    #expect(picture.paths(below: DevicePath("/a/b")).map(\.text) == ["/a/b/c", "/a/b/c/d"])
    let removed = picture.remove(DevicePath("/a/b"))
    #expect(removed)
    #expect(Set(picture.devices.keys.map(\.text)) == ["/a/b-1", "/a/b!", "/a/bb", "/a"])
  }

  @Test func aChildThatCameFirstGoesWithItsParent() {
    var picture = DevicePicture()
    picture.put(device("/a/b/c"))
    picture.put(device("/a/b"))
    picture.put(device("/a/b", "again"))
    let removed = picture.remove(DevicePath("/a/b"))
    #expect(removed)
    #expect(picture.count == 0)
  }

  @Test func onePathInTwoSpellingsIsOneDevice() {
    var picture = DevicePicture([device("/u\u{308}/1"), device("/ü")])
    picture.put(device("/u\u{308}"))
    #expect(picture.count == 2)
    let removed = picture.remove(DevicePath("/u\u{308}"))
    #expect(removed)
    picture.put(device("/ü"))
    #expect(picture[DevicePath("/u\u{308}")] != nil)
  }

  @Test func anyOrderOfEventsEndsAsThePlainWayDoes() {
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let names = ["a", "a-", "a.1", "b", "0", "~", "\u{1}"]
    var picture = DevicePicture()
    var plain: [DevicePath: Device] = [:]
    for step in 0..<5_000 {
      let depth = 1 + next(4)
      let path = (0..<depth).map { _ in "/" + names[next(names.count)] }.joined()
      let device = device(path, "\(step % 3)")
      if next(3) > 0 {
        let isNew = picture.put(device)
        #expect(isNew == (plain.updateValue(device, forKey: device.path) != device))
      } else {
        let removed = picture.remove(device.path)
        #expect(removed == (plain[device.path] != nil))
        if removed {
          plain = plain.filter { $0.key != device.path && !$0.key.isBelow(device.path) }
        }
      }
      if step % 500 == 0 {
        #expect(picture.devices == plain)
        #expect(picture == DevicePicture(plain.values))
      }
    }
  }
}
