import DeviceFacts
import StationModel
import Testing

/// A device in the words of a test.
private struct Words: RawDevice {
  var syspath: String
  var subsystem: String
  var devtype: String?
  var properties: [String: String] = [:]
  var attributes: [String: String] = [:]
  var links: [String: String] = [:]

  func property(_ name: String) -> String? { properties[name] }
  func attribute(_ name: String) -> String? { attributes[name] }
  func bytes(of attribute: String) -> [UInt8]? { nil }
  func target(of link: String) -> String? { links[link] }
}

/// What `Device(_:)` makes of words, good and bad.
@Suite struct RawDeviceTests {
  private func usb(
    _ attributes: [String: String], _ properties: [String: String] = [:], name: String = "1-1.4"
  ) -> Device? {
    Device(
      Words(
        syspath: "/sys/devices/pci0000:00/usb1/" + name, subsystem: "usb", devtype: "usb_device",
        properties: properties, attributes: attributes))
  }

  private func facts(
    _ attributes: [String: String], _ properties: [String: String] = [:], name: String = "1-1.4"
  ) -> USBFacts? {
    guard case .usb(let facts)? = usb(attributes, properties, name: name)?.facts else {
      return nil
    }
    return facts
  }

  @Test(arguments: [
    ("0\n", [Int]()), ("1", [1]), ("1.4\n", [1, 4]), ("1.2.3.4.5.6.7", [1, 2, 3, 4, 5, 6, 7]),
  ])
  func routeIsReadFromDevpath(devpath: String, route: [Int]) {
    #expect(facts(["devpath": devpath])?.route == route)
  }

  @Test(arguments: [
    "1..4", ".", "1.", "0.1", "256", "-1", "1.99999999999999999999", "x", "1.2.3.4.5.6.7.8",
  ])
  func aDeviceWithoutARouteIsNoRootHub(devpath: String) {
    #expect(usb(["devpath": devpath]) == nil)
  }

  @Test func routeFallsBackToTheKernelsName() {
    #expect(facts([:], name: "3-2.1")?.route == [2, 1])
    #expect(facts([:], name: "usb3")?.route == [])
    #expect(facts([:], name: "usbx") == nil)
  }

  @Test func numbersThatDoNotParseAreUnknown() {
    let bad = facts(
      [
        "devpath": "1", "busnum": "one", "speed": "nan", "removable": "maybe",
        "idVendor": "+46d", "idProduct": "c31c1", "bDeviceClass": "9",
      ], ["ID_VENDOR_ID": "0x46d", "ID_USB_INTERFACES": ":0301:zz0101:030101:"])
    #expect(
      bad
        == USBFacts(isHub: false, route: [1], removable: .unknown, interfaces: [0x03_0101]))
    #expect(facts(["devpath": "1", "idVendor": "046D\n"])?.vendor == 0x046d)
    #expect(facts(["devpath": "1", "speed": "1.5\n"])?.megabits == 1.5)
  }

  @Test func aHubIsAHubByClassOrType() {
    #expect(facts(["devpath": "1", "bDeviceClass": "09\n"])?.isHub == true)
    #expect(facts(["devpath": "1"], ["TYPE": "9/0/1"])?.isHub == true)
    #expect(facts(["devpath": "1"], ["TYPE": "90/0/1"])?.isHub == false)
  }

  @Test(arguments: [
    ("seat-2", "seat-2"), ("", nil), ("seat 2", nil), ("se\u{1B}[2J", nil), ("a/b", nil),
  ])
  func aSeatIsAPlainTokenOrNothing(text: String, seat: String?) {
    #expect(usb(["devpath": "1"], ["ID_SEAT": text])?.seat == seat)
    #expect(usb(["devpath": "1"], ["ID_PATH": text])?.idPath == seat)
  }

  @Test func labelsNameTheMakerOnceAndCarryNoControls() {
    #expect(
      usb(["devpath": "1", "product": "K120\n", "manufacturer": "Logitech\n"])?.label
        == "Logitech K120")
    #expect(
      usb(["devpath": "1", "product": "QEMU USB Hub", "manufacturer": "QEMU"])?.label
        == "QEMU USB Hub")
    #expect(
      usb(
        ["devpath": "1"],
        ["ID_VENDOR_FROM_DATABASE": "Logitech, Inc.", "ID_MODEL_FROM_DATABASE": "Keyboard K120"])?
        .label == "Logitech, Inc. Keyboard K120")
    #expect(usb(["devpath": "1", "product": "a\u{1B}[31m\u{202E}b\n"])?.label == "a[31mb")
    #expect(usb(["devpath": "1", "product": "\u{7}\n"])?.label == "1-1.4")
    #expect(
      usb(["devpath": "1", "product": String(repeating: "x", count: 500)])?.label.count == 80)
  }

  @Test(
    arguments: [
      ("input", nil, "input5", true), ("input", nil, "event5", false),
      ("input", nil, "mouse0", false),
      ("drm", "drm_minor", "card0", true), ("drm", "drm_minor", "renderD128", false),
      ("drm", "drm_connector", "card0-HDMI-A-1", true), ("drm", nil, "card0-HDMI-A-1", true),
      ("drm", nil, "ttm", false), ("sound", nil, "card1", true), ("sound", nil, "controlC1", false),
      ("graphics", nil, "fb0", true), ("graphics", nil, "fbcon", false),
      ("tty", nil, "ttyUSB0", false), ("tty", nil, "usb1/1-1/1-1:1.0/ttyUSB0/tty/ttyUSB0", true),
      ("tty", nil, "usb1/1-1/1-1:1.0/tty/ttyACM12", true),
      ("tty", nil, "usb1/1-1/1-1:1.0/tty/ttyS0", false), ("tty", nil, "usb/tty/ttyACM0", false),
      ("usb", "usb_interface", "1-1:1.0", false), ("block", "disk", "sda", false),
    ] as [(String, String?, String, Bool)])
  func onlyDevicesThatMatterAreMade(subsystem: String, devtype: String?, name: String, made: Bool) {
    let device = Device(
      Words(syspath: "/sys/devices/x/" + name, subsystem: subsystem, devtype: devtype))
    #expect((device != nil) == made)
  }

  @Test(
    arguments: [
      ("/sys/devices/platform/simple-framebuffer.0/drm/card0", nil, true),
      ("/sys/devices/x/drm/card0", "platform-simple-framebuffer.0", true),
      ("/sys/devices/platform/efi-framebuffer.0/drm/card0", nil, true),
      ("/sys/devices/pci0000:00/0000:00:02.0/simple-framebuffer.0/drm/card0", nil, true),
      ("/sys/devices/platform/chosen/3e513000.framebuffer/drm/card0", nil, true),
      ("/sys/devices/platform/evdi.0/drm/card1", "platform-evdi.0", false),
      ("/sys/devices/pci0000:00/0000:00:01.0/drm/card0", "pci-0000:00:01.0", false),
      ("/sys/devices/platform/not-simple-framebuffer/drm/card0", nil, false),
    ] as [(String, String?, Bool)])
  func theBootConsoleIsTold(path: String, idPath: String?, isConsole: Bool) {
    let device = Device(
      Words(
        syspath: path, subsystem: "drm", devtype: "drm_minor",
        properties: idPath.map { ["ID_PATH": $0] } ?? [:]))
    let evdi = path.contains("evdi") ? EvdiFacts() : nil
    #expect(
      device?.facts
        == .card(CardFacts(isBootConsole: isConsole, evdi: evdi)))
  }

  @Test(
    arguments: [
      ("/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2.3", true),
      ("/sys/devices/pci0000:00/0000:00:14.0/usb1", false),
      ("/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0", false),
      ("/sys/bus/usb/devices/1-2", false), ("/sys/devices/pci0000:00/0000:00:02.0", false),
      ("", false), (nil, false),
    ] as [(String?, Bool)])
  func theAdapterOfAnEvdiCardIsReadFromItsLink(target: String?, isTaken: Bool) {
    var words = Words(
      syspath: "/sys/devices/platform/evdi.3/drm/card1", subsystem: "drm", devtype: "drm_minor")
    words.links["device/device"] = target
    guard case .card(let facts)? = Device(words)?.facts else {
      Issue.record("no card")
      return
    }
    #expect(facts.evdi == EvdiFacts(adapter: isTaken ? target.map { DevicePath($0) } : nil))
  }

  @Test func onlyCardsOfEvdiAreAskedForAnAdapter() {
    for folder in ["pci0000:00/0000:00:02.0", "platform/evdi", "platform/evdi.x/a"] {
      var words = Words(
        syspath: "/sys/devices/\(folder)/drm/card1", subsystem: "drm", devtype: "drm_minor")
      words.links["device/device"] = "/sys/devices/usb1/1-1"
      #expect(
        Device(words)?.facts == .card(CardFacts(isBootConsole: false)))
    }
  }

  /// In a recording the link lies at another device than the card.
  @Test func aRecordedCardOfEvdiFindsItsAdapter() {
    let folder = DevicePath("/sys/devices/platform/evdi.0")
    let card = DevicePath(folder.text + "/drm/card1")
    var platform = RecordedDevice(path: folder, properties: ["SUBSYSTEM": "platform"])
    platform.setLink("device", to: "/sys/devices/usb1/1-2")
    let picture = DevicePicture(recorded: [
      platform, RecordedDevice(path: card, properties: ["SUBSYSTEM": "drm"]),
    ])
    guard case .card(let facts)? = picture[card]?.facts else {
      Issue.record("no card")
      return
    }
    #expect(facts.evdi?.adapter == DevicePath("/sys/devices/usb1/1-2"))
  }
}
