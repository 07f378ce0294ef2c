import Testing

@testable import stationctl

@Suite struct TableTests {
  @Test func columnsAreAsWideAsTheirWidestCell() {
    #expect(
      tableLines(["NO", "NAME"], [["1", "Zoë"], ["10", "x"]]) == [
        "NO  NAME", "1   Zoë", "10  x",
      ])
  }

  @Test func anEmptyListPrintsNothing() {
    #expect(tableLines(["NO", "NAME"], []).isEmpty)
  }
}
