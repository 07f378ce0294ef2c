import Configuration
import Dice
import StationModel
import Testing

private let span = "a length of time such as 90d, 12h, 30min, 45s, 500ms or 1d 12h, up to 100 years"
private let grace = "[Licensing]\nhost-grace = "

private let badFiles: [(String, String)] = [
  (grace + "12x", #"2: host-grace is "12x"; accepted is \#(span)"#),
  (grace + "90", #"2: host-grace is "90"; accepted is \#(span)"#),
  (grace + "0s", #"2: host-grace is "0s"; accepted is \#(span)"#),
  (grace + "101y", #"2: host-grace is "101y"; accepted is \#(span)"#),
  (grace, "2: host-grace is empty; accepted is \(span)"),
  (grace + "90d # long", ##"2: host-grace is "90d # long"; accepted is \##(span)"##),
  (grace + #""90d""#, #"2: host-grace is ""90d""; accepted is \#(span)"#),
  (
    grace + "90d ; long",
    "2: a comment stands behind the value; accepted are comments on lines of their own"
  ),
  (
    grace + "90d\n  12h",
    "3: the line begins with a space; accepted are values of one line, without continuation"
  ),
  (
    grace + "1d\n\nhost-grace = 2d",
    #"4: the key "host-grace" is set again after line 2; accepted is one value in each file"#
  ),
  (
    "[Stations]\nhost-counts = yes",
    #"2: host-counts is "yes"; accepted is auto, always, never"#
  ),
  (
    "[Stations]\nhost-counts = Auto",
    #"2: host-counts is "Auto"; accepted is auto, always, never"#
  ),
  (
    "[State]\nfolder = var/lib",
    #"2: folder is "var/lib"; accepted is an absolute path such as /var/lib/stationmaster"#
  ),
  (
    "[Plugins]\nfolders = /a::/b",
    #"2: folders is "/a::/b"; accepted is absolute paths with colons between them, such as /usr/lib/a:/etc/a"#
  ),
  (
    "[Bus]\naddress = /run/bus",
    #"2: address is "/run/bus"; accepted is system, session, or a D-Bus address such as unix:path=/run/bus"#
  ),
  (
    "[Bus]\naddress = unix:",
    #"2: address is "unix:"; accepted is system, session, or a D-Bus address such as unix:path=/run/bus"#
  ),
  (
    "[Licensing]\nhost-grase = 1d",
    #"2: there is no key "host-grase" in [Licensing]; did you mean "host-grace"?"#
  ),
  (
    "[Licensing]\nHost-Grace = 1d",
    #"2: there is no key "Host-Grace" in [Licensing]; did you mean "host-grace"?"#
  ),
  (
    "[Licensing]\nmode = 1",
    """
    2: there is no key "mode" in [Licensing]; accepted are host-grace, station-grace, \
    absence-hold, renewal-window, term-shortest, term-longest, user-term, revocation-cap, \
    extension-limit, site, trusted-keys
    """
  ),
  (
    "[Licensing]\nterm-shortest = 36h",
    #"2: term-shortest is "36h"; accepted is a whole number of days such as 60d, up to 36500d"#
  ),
  (
    "[Licensing]\nrevocation-cap = 101%",
    #"2: revocation-cap is "101%"; accepted is a whole number of percent from 0% to 100%"#
  ),
  (
    "[Licensing]\nrevocation-cap = 20",
    #"2: revocation-cap is "20"; accepted is a whole number of percent from 0% to 100%"#
  ),
  (
    "[Licensing]\nextension-limit = soon",
    #"2: extension-limit is "soon"; accepted is a length of time such as 30d, or 0d"#
  ),
  (
    "[Bus]\nhost-grace = 1d",
    #"2: there is no key "host-grace" in [Bus]; it belongs into [Licensing]"#
  ),
  ("\n[Licensng]\n", #"2: there is no section "Licensng"; did you mean [Licensing]?"#),
  (
    "[Moon]\nx = 1",
    """
    1: there is no section "Moon"; accepted are [Stations], [Seats], [SignIn], [Licensing], [Plugins], [Notices], [Bus], [State]
    """
  ),
  ("[Moon", #"1: "[Moon" is not a section; accepted is [Section] alone on its line"#),
  ("[Bus] # x", ##"1: "[Bus] # x" is not a section; accepted is [Section] alone on its line"##),
  (
    "[]",
    "1: there is no section \"\"; accepted are [Stations], [Seats], [SignIn], [Licensing], [Plugins], [Notices], [Bus], [State]"
  ),
  (
    "host-grace = 1d",
    #"1: the key "host-grace" stands before any section; accepted are keys after a line such as [Stations]"#
  ),
  (
    "[Bus]\naddress\n[Moon]",
    "2: this is not understood; accepted is [Section], key = value, or a comment after #"
  ),
  ("[Bus]\naddress: system", "2: a colon stands after the key; accepted is key = value"),
  ("[Bus]\naddress: a = b", "2: a colon stands after the key; accepted is key = value"),
  ("[Bus]\n= system", #"2: there is no key "" in [Bus]; accepted are address"#),
  (
    "[Bus]\naddress = sys\0tem",
    "2: the line has a control character in it; accepted is plain text"
  ),
  (
    "[Bus]\n\u{1b}[2J",
    "2: the line has a control character in it; accepted is plain text"
  ),
  (
    "[State]\nfolder = /" + String(repeating: "x", count: 189),
    "2: the line is 199 bytes long; accepted are lines of 198 bytes or less"
  ),
  (
    "[State]\nfolder = " + String(repeating: "x", count: 100),
    "2: folder is \"\(String(repeating: "x", count: 60))…\"; accepted is an absolute path such as /var/lib/stationmaster"
  ),
  // The first of several is told, whoever finds it.
  (grace + "1x\n[Moon]\nnonsense", #"2: host-grace is "1x"; accepted is \#(span)"#),
  (
    "[Bus]\nnonsense\naddress = 1\n[Moon]",
    "2: this is not understood; accepted is [Section], key = value, or a comment after #"
  ),
]

@Suite struct BadFileTests {
  @Test(arguments: badFiles)
  func saysWhereWhatAndWhatWouldBeRight(_ text: String, _ message: String) {
    do throws(ConfigurationError) {
      _ = try Settings.read(files: [("good.conf", "[Bus]\n"), ("a.conf", text)])
      Issue.record("it was accepted")
    } catch {
      #expect(error.message == "a.conf:" + message)
      #expect(error.file == "a.conf" && error.line != nil)
    }
  }

  /// Whatever stands in a file, the answer is settings or an error that names a line of it.
  @Test func neverCrashes() {
    let pieces = [
      "[", "]", "=", ":", ";", "#", " ", "\t", "\n", "\r\n", "\0", "\u{FEFF}", "é", "Bus",
      "address",
      "system", "Licensing", "host-grace", "1d", String(repeating: "x", count: 250), "\"",
      "[Bus]\n", "[Licensing]\nhost-grace = 1d\n",
    ]
    var random = SplitMix(seed: 9)
    for _ in 0..<5000 {
      let text = (0..<Int.random(in: 0...12, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      do throws(ConfigurationError) {
        _ = try Settings.read(files: [("f", text)])
      } catch {
        let lines = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
        #expect((1...lines).contains(error.line ?? 0), "\(text.debugDescription)")
      }
    }
  }
}
