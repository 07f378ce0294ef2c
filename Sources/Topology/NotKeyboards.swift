import StationModel

/// USB devices that udev calls keyboards and that no person types on.
///
/// Source: the USB ID repository (linux-usb.org/usb.ids, version 2025.07.26), whose words are quoted.
enum NotKeyboards {
  /// All products of these vendors.
  static let vendors: [UInt16: String] = [
    0x1050: "security key",  // Yubico.com; "Yubikey 4/5 OTP" types one-time passwords
    0x05e0: "scanner",  // Symbol Technologies; "Bar Code Scanner"
    0x05f9: "scanner",  // PSC Scanning, Inc.; "Gryphon series (keyboard emulation mode)"
    0x0c2e: "scanner",  // Metrologic Instruments; "MS7120 Barcode Scanner (keyboard mode)"
    0x0536: "scanner",  // Hand Held Products (Welch Allyn, Inc.)
    0x065a: "scanner",  // Optoelectronics Co., Ltd; "OPR-2001 / NLV-1001 (keyboard mode)"
    0x067e: "scanner",  // Intermec Technologies Corp.; "HID Keyboard, Barcode scanner"
    0x080c: "scanner",  // Datalogic S.p.A.; "Gryphon D120 Barcode Scanner"
    0x1eab: "scanner",  // Newland; "HR200 Barcode scanner engine (HID keyboard)"
    0x0801: "badge reader",  // MagTek; "Mini Swipe Reader (Keyboard Emulation)"
    0x0c27: "badge reader",  // RFIDeas, Inc; "pcProx Card Reader"
  ]

  /// Single products, `vendor << 16 | product`. Microdia's chips are in real keyboards too.
  static let products: [UInt32: String] = [
    0x0c45_7401: "thermometer",  // "TEMPer Temperature Sensor"
    0x0db5_013a: "scanner",  // Access IS; "Barcode Module - Virtual Keyboard"
    0x1243_e000: "badge reader",  // "Unique NFC/RFID reader (keyboard emulation)"
    0x1667_0005: "badge reader",  // "PCR330A RFID Reader (125 kHz, keyboard emulation)"
    0x046b_ff10: "remote console",  // American Megatrends; "Virtual Keyboard and Mouse"
    0x0557_2419: "remote console",  // ATEN; "Virtual mouse/keyboard device"
    0x0624_0249: "remote console",  // Avocent; "Virtual Keyboard/Mouse"
    0x0624_0402: "remote console",  // Avocent; "Cisco Virtual Keyboard and Mouse"
    0x05a6_0a01: "remote console",  // Cisco; "Virtual Keyboard/Mouse"
    0x03f0_1027: "remote console",  // HP; "Virtual keyboard and mouse"
    0x17ef_b000: "remote console",  // Lenovo; "Virtual Keyboard and Mouse"
    0x17ef_b003: "remote console",  // Lenovo; "Virtual Keyboard and Mouse / Mass Storage"
    0x413c_0000: "remote console",  // Dell; "DRAC 5 Virtual Keyboard and Mouse"
    0x0c45_7403: "foot switch or thermometer",  // "Foot Switch"; sold in thermometers and KVMs too
  ]

  /// Known to read codes or cards, and to type what it read.
  static func isReader(_ usb: USBFacts) -> Bool {
    ["scanner", "badge reader"].contains(name(of: usb))
  }

  /// What it is instead, or nil if nothing is known against it.
  static func name(of usb: USBFacts) -> String? {
    guard let vendor = usb.vendor else { return nil }
    if let name = vendors[vendor] { return name }
    guard let product = usb.product else { return nil }
    return products[UInt32(vendor) << 16 | UInt32(product)]
  }
}
