import Benchmark
import Licensing
import Topology

/// `Benchmarks/run` runs these, in release and each in a process of its own, with package-benchmark
/// (https://github.com/ordo-one/benchmark). What is measured includes freeing the result.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], timeUnits: .microseconds, warmupIterations: 3,
    maxDuration: .seconds(10), maxIterations: 2000)
  coldStart()
  oneEvent()
  sorting()
  planning()
  leasing()
}

/// From udev's words to stations; libudev and the kernel are not in it.
private func coldStart() {
  let memory = BenchmarkMetric.custom("bytes per device", useScalingFactor: false)
  for (name, count) in [("1,000", 1_000), ("10,000", 10_000)] {
    Benchmark("Cold start: read and sort \(name) devices") { (_, room: RawClassroom) in
      blackHole(sort(room.read(), guidance: Guidance()))
    } setup: {
      try RawClassroom(devices: count)
    }
    var configuration = Benchmark.defaultConfiguration
    configuration.metrics = [memory]
    configuration.warmupIterations = 0
    configuration.maxIterations = 1
    Benchmark("Memory, \(name) devices", configuration: configuration) {
      (benchmark, room: RawClassroom) in
      benchmark.measurement(memory, try room.bytesPerDevice())
    } setup: {
      try RawClassroom(devices: count)
    }
  }
}

/// A station that is pulled and plugged in again, in a picture that stays.
private func oneEvent() {
  for (name, count) in [("1,000", 1_000), ("10,000", 10_000)] {
    Benchmark("Pull and plug a hub among \(name) devices") { (benchmark, live: LivePicture) in
      for _ in benchmark.scaledIterations { blackHole(live.replug()) }
    } setup: {
      LivePicture(try RawClassroom(devices: count))
    }
    Benchmark("… the limit of the plain way: look at all \(name)") {
      (benchmark, live: LivePicture) in
      for _ in benchmark.scaledIterations { blackHole(live.lookAtAll()) }
    } setup: {
      LivePicture(try RawClassroom(devices: count))
    }
  }
}

/// Topology: every device of a full classroom put in its place.
private func sorting() {
  for (name, count) in [("1,000", 1_000), ("10,000", 10_000)] {
    Benchmark("Sort \(name) devices") { (_, room: Classroom) in
      blackHole(sort(room.picture, guidance: room.guidance))
    } setup: {
      try Classroom(devices: count)
    }
  }
}

/// Who is licensed; then the same with the roster before it and the notices after it.
private func planning() {

  for (name, count) in [("1,000", 1_000), ("100,000", 100_000)] {
    Benchmark("License \(name) stations, half of them licensed") { (_, question: LicensingInput) in
      blackHole(license(question))
    } setup: {
      try Campus(stations: count).question
    }
    Benchmark("… and after one station changed: `LicensePlanner.update` among \(name)") {
      (_, door: RevolvingDoor) in
      blackHole(door.turn())
    } setup: {
      RevolvingDoor(try Campus(stations: count))
    }
    Benchmark("Roster, license and notices of \(name) stations") { (_, campus: Campus) in
      blackHole(campus.plan())
    } setup: {
      try Campus(stations: count)
    }
  }
}

/// One lease granted durably, in three ways that take turns in one benchmark, each a metric of its
/// own in microseconds. One after the other, on a disk that others use too, would compare their luck.
private func leasing() {
  let microseconds: [LeaseTrial.Way: BenchmarkMetric] = [
    .oneRow: .custom("one row by hand", useScalingFactor: false),
    .sameRows: .custom("the same rows by hand", useScalingFactor: false),
    .ledger: .custom("Ledger.commit", useScalingFactor: false),
  ]
  var configuration = Benchmark.defaultConfiguration
  configuration.metrics = Array(microseconds.values)
  configuration.warmupIterations = 100
  configuration.maxDuration = .seconds(20)
  configuration.maxIterations = 5000
  Benchmark("Lease", configuration: configuration) { (benchmark, trial: LeaseTrial) in
    try trial.grant { way, grant in
      let spent = try ContinuousClock().measure(grant)
      if let metric = microseconds[way] {
        benchmark.measurement(metric, Int((spent / .microseconds(1)).rounded()))
      }
    }
  } setup: {
    try LeaseTrial()
  } teardown: {
    LeaseTrial.removeFiles()
  }
}
