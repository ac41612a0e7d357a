import Foundation

/// What a process and its children have used, from `/proc`.
struct ProcessProbe {
    let process: Int32

    /// User and system time, in seconds, children that still run included.
    var seconds: Double {
        let ticks = Double(max(sysconf(Int32(_SC_CLK_TCK)), 1))
        return ([process] + children).reduce(0) { $0 + Double(Self.ticks(of: $1)) / ticks }
    }

    /// Resident memory with that of the children, in MB.
    var memoryMB: Double {
        ([process] + children).reduce(0) { $0 + Self.residentKB(of: $1) } / 1_024
    }

    private var children: [Int32] {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
        return tasks.flatMap { task in
            let text =
                (try? String(contentsOfFile: "/proc/\(process)/task/\(task)/children", encoding: .utf8)) ?? ""
            return text.split(separator: " ").compactMap { Int32($0) }
        }
    }

    private static func ticks(of process: Int32) -> Int {
        let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        // The name may hold spaces; what follows it doesn't. User time is field 14, system time 15.
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else { return 0 }
        return user + system
    }

    private static func residentKB(of process: Int32) -> Double {
        let text = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) } ?? 0
    }
}
