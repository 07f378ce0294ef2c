import AgentInterface
import DBus
import Testing

@testable import Agent

@Suite struct MethodAccessTests {
  @Test func everyMethodHasAnEntryAndEveryEntryAMethod() {
    var methods: Set<String> = []
    for interface in AgentSnapshot.interfaces {
      for method in interface.methods {
        methods.insert("\(interface.name).\(method.name)")
        #expect(
          MethodAccess.of(interface.name, method.name) != nil, "\(interface.name).\(method.name)")
      }
    }
    let entries = MethodAccess.table.flatMap { name, methods in methods.keys.map { "\(name).\($0)" }
    }
    #expect(Set(entries) == methods)
  }

  @Test func whatIsNotForEverybodySaysWhatItWillDo() {
    for (interface, methods) in MethodAccess.table {
      for (method, access) in methods {
        #expect(access.deed.isEmpty == (access.permission == nil), "\(interface).\(method)")
        #expect(!access.deed.hasSuffix("."))
      }
    }
    let free = MethodAccess.table.flatMap { name, methods in
      methods.filter { $0.value.permission == nil }.keys.map { "\(name).\($0)" }
    }
    #expect(
      Set(free) == [
        "\(BusName.manager).MaySignIn", "\(BusName.manager).Attend",
        "\(BusName.station).Identified", "\(BusName.notice).Report",
      ])
  }

  @Test(arguments: [
    (BusName.manager, "Remap", [Value.bool(false)], Permission.view),
    (BusName.manager, "Remap", [.bool(true)], .manageStations),
    (BusName.manager, "Remap", [], .manageStations),
    (BusName.station, "PowerCycle", [.bool(true)], .view),
    (BusName.station, "PowerCycle", [.bool(false)], .manageStations),
    (BusName.licensing, "SetMode", [.string("unset"), .bool(true)], .view),
    (BusName.licensing, "SetMode", [.string("unset"), .bool(false)], .manageLicenses),
    (BusName.licensing, "Restore", [.string("x")], .manageLicenses),
    (BusName.manager, "SetMaintenance", [.bool(true), .int64(-1)], .manageLicenses),
    (BusName.candidate, "Enroll", [], .enroll),
    (BusName.manager, "Mute", [.string("clock"), .string("people"), .int64(1)], .manageNotices),
    (BusName.manager, "Unmute", [.string("clock"), .string("people")], .manageNotices),
  ])
  func aDryRunIsReading(
    _ interface: String, _ member: String, _ arguments: [Value], _ permission: Permission
  ) throws {
    let call = Call(
      path: "/", interface: interface, member: member, arguments: arguments, sender: ":1.1",
      allowsInteraction: false)
    #expect(
      try #require(MethodAccess.of(interface, member)).permission(for: call) == permission)
  }

  @Test func onePersonCannotUseUpTheQuestionsOfOthers() {
    var questions = OpenQuestions()
    for _ in 0..<OpenQuestions.mostOfOne {
      let isOpen = questions.open(1000)
      #expect(isOpen)
    }
    let (own, other) = (questions.open(1000), questions.open(1001))
    #expect(!own && other)
    questions.close(1000)
    let again = questions.open(1000)
    #expect(again)
  }
}
