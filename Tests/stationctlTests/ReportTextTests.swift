import FoundationEssentials
import Reports
import StationModel
import Testing

@testable import stationctl

@Suite struct ReportTextTests {
  private let start = Timestamp(iso: "2026-11-01") ?? Timestamp(seconds: 0)
  private let end = Timestamp(iso: "2026-12-01") ?? Timestamp(seconds: 0)

  private func report(_ by: UsageGrouping, _ rows: [UsageRow]) -> UsageReport {
    UsageReport(
      from: start, to: end, period: .month, by: by, rows: rows, historyBegins: start,
      statesKnownFrom: start)
  }

  private func row(_ group: String? = nil, name: String? = nil) -> UsageRow {
    UsageRow(
      period: "2026-11", from: start, to: end, group: group, name: name, peak: 3,
      peakAt: start + .hours(8), averageThousandths: 2450, granted: 3, renewed: 1)
  }

  @Test func theTableHasWhatAppliesAndSaysWhatIsUnknown() {
    var known = row()
    known.licenses = 20
    known.isPartial = true
    #expect(
      usageLines(report(.none, [known])) == [
        "PERIOD     PEAK  PEAK AT               AVERAGE  LICENSES  GRANTED  RENEWED  RELEASED  "
          + "REVOKED  DENIALS  GRACE  UNLICENSED  OVER",
        "2026-11 *  3     2026-11-01 08:00 UTC  2.5      20        3        1        0         "
          + "0        ?        ?      ?           ?",
        "",
        "* Not the whole month.",
      ])
    known.isPartial = false
    (known.denials, known.graceMinutes, known.unlicensedMinutes, known.overMinutes) =
      (1, 125, 45, 120)
    #expect(
      usageLines(report(.none, [known])).last?
        .hasSuffix("1        2 h 5 min  45 min      2 h") == true)
    #expect(usageLines(report(.pack, [row("p")])).first?.contains("DENIALS") == false)
    #expect(usageLines(report(.user, [row("p")])).first?.contains("LICENSES") == false)
  }

  @Test func aPartIsNotShownAsTheWhole() {
    var part = row()
    (part.denials, part.graceMinutes, part.unlicensedMinutes, part.overMinutes) = (1, 0, 0, 0)
    part.statesFrom = start + .days(3)
    let lines = usageLines(report(.none, [part]))
    #expect(lines[1].hasSuffix("1 +      0 min +  0 min +     0 min +"))
    #expect(lines.contains("+ Denials and minutes are known only of a part of this time."))
  }

  @Test func namesCannotSteerTheTerminal() {
    let lines = usageLines(report(.user, [row("a\u{1b}[2Jda\nx"), row(nil)]))
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("2026-11  a[2Jda x"))
    #expect(lines[2].hasPrefix("2026-11  -"))
  }

  @Test func theFileHasStableColumns() {
    let lines = usageCSV(report(.station, [row("pci-1/2", name: "3 Front desk, left")]))
    #expect(
      lines == [
        "period,from,to,partial,group,name,peak,peakAt,average,granted,renewed,released,revoked,"
          + "denials,graceMinutes,unlicensedMinutes,overMinutes,statesFrom,licenses",
        "2026-11,2026-11-01T00:00:00.000Z,2026-12-01T00:00:00.000Z,false,pci-1/2,"
          + "\"3 Front desk, left\",3,2026-11-01T08:00:00.000Z,2.450,3,1,0,0,,,,,,",
      ])
  }

  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("two\r\nlines", "\"two\r\nlines\""),
    ("=1+1", "'=1+1"), ("+49", "'+49"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"), ("\r=1", "\"'\r=1\""), ("=A,1", "\"'=A,1\""), ("＝1", "'＝1"),
    ("=\u{301}1", "'=\u{301}1"), ("a=1", "a=1"), ("'x", "'x"),
  ])
  func aCellIsNeverAFormulaAndNeverTwo(_ text: String, _ written: String) {
    #expect(csvLines(["h"], [[.text(text)]]) == ["h", written])
  }

  @Test func numbersStayNumbers() {
    let cells: [CSVCell] = [
      .number(nil), .number(-3), .thousandths(5), .thousandths(-1005), .thousandths(.min),
    ]
    #expect(
      csvLines(["h"], [cells]).last == ",-3,0.005,-1.005,-9223372036854775.808")
  }

  @Test func theDocumentLeavesOutWhatIsNotKnown() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(
      decoding: try encoder.encode(UsageDocument(report(.user, [row("=ada")]))), as: UTF8.self)
    #expect(
      json == #"{"by":"user","from":"2026-11-01T00:00:00.000Z","#
        + #""historyBegins":"2026-11-01T00:00:00.000Z","omitted":0,"outOfOrder":0,"#
        + #""period":"month","remarks":[],"rows":[{"average":2.45,"#
        + #""from":"2026-11-01T00:00:00.000Z","granted":3,"group":"=ada","partial":false,"#
        + #""peak":3,"peakAt":"2026-11-01T08:00:00.000Z","period":"2026-11","released":0,"#
        + #""renewed":1,"revoked":0,"to":"2026-12-01T00:00:00.000Z"}],"#
        + #""statesKnownFrom":"2026-11-01T00:00:00.000Z","to":"2026-12-01T00:00:00.000Z","#
        + #""unreadable":0}"#)
  }

  @Test func aForecastIsItsSentenceForPeopleAndItsPartsForPrograms() throws {
    let forecast = Forecast(
      answer: .runsOut(on: end, because: .packEnds("p")), sentence: "It ends.", licenses: 20,
      trendThousandths: 1500, days: 90, daysAtLimit: 2)
    #expect(forecastLines(forecast) == ["It ends."])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    #expect(
      String(decoding: try encoder.encode(ForecastDocument(forecast)), as: UTF8.self)
        == #"{"answer":"runs-out","because":"pack-ends","date":"2026-12-01T00:00:00.000Z","#
        + #""days":90,"daysAtLimit":2,"licenses":20,"pack":"p","sentence":"It ends.","#
        + #""trendPer30Days":1.5}"#)
  }
}
