import Foundation

/// What this process and its children use, from `/proc`: two metrics under the names that all programs give them.
struct ProcessFigures {
    /// User and system time in seconds, with that of the children that run or were waited for.
    let cpuSeconds: Double
    /// Resident memory in bytes, with that of the children that run.
    let residentBytes: Double

    /// Of now.
    static var now: ProcessFigures {
        let processes = ["self"] + children
        let ticks = Double(max(sysconf(Int32(_SC_CLK_TCK)), 1))
        return ProcessFigures(
            cpuSeconds: processes.reduce(0) { $0 + Double(Self.ticks(of: $1)) } / ticks,
            residentBytes: processes.reduce(0) { $0 + residentKB(of: $1) } * 1_024)
    }

    /// In Prometheus's text format.
    var page: String {
        """
        # HELP process_cpu_seconds_total User and system time, children included.
        # TYPE process_cpu_seconds_total counter
        process_cpu_seconds_total \(cpuSeconds)
        # HELP process_resident_memory_bytes Resident memory, children included.
        # TYPE process_resident_memory_bytes gauge
        process_resident_memory_bytes \(residentBytes)

        """
    }

    private static var children: [String] {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        return tasks.flatMap { task in
            let text =
                (try? String(contentsOfFile: "/proc/self/task/\(task)/children", encoding: .utf8)) ?? ""
            return text.split(separator: " ").map(String.init)
        }
    }

    private static func ticks(of process: String) -> Int {
        let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        // The name may hold spaces; what follows it doesn't. Fields 14 to 17 are user and system time, its own and that of
        // children that were waited for.
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 14 else { return 0 }
        return fields[11...14].reduce(0) { $0 + (Int($1) ?? 0) }
    }

    private static func residentKB(of process: String) -> Double {
        let text = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) } ?? 0
    }
}
