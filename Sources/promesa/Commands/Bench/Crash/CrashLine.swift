import Foundation

/// What a process that is going to be killed tells about itself, one line each, before or after it does something.
enum CrashLine: Hashable {
    /// A call begins; its number in the process's series.
    case call(Int)
    /// The caller acts; everything that follows from it comes after this line.
    case input
    /// The store is about to be written, for the nth time.
    case write(Int)
    /// The caller has been told that the promise with this reference is recorded.
    case announced(call: Int, reference: String)
    /// The call is over and closed.
    case closed(Int)

    var text: String {
        switch self {
        case .call(let number): "call \(number)"
        case .input: "input"
        case .write(let number): "write \(number)"
        case .announced(let number, let reference): "announced \(number) \(reference)"
        case .closed(let number): "closed \(number)"
        }
    }

    /// Nil for a line that was cut off.
    init?(_ text: Substring) {
        let words = text.split(separator: " ")
        switch (words.first, words.count) {
        case ("input", 1): self = .input
        case ("call", 2): self.init(words[1], CrashLine.call)
        case ("write", 2): self.init(words[1], CrashLine.write)
        case ("closed", 2): self.init(words[1], CrashLine.closed)
        case ("announced", 3): self.init(words[1]) { .announced(call: $0, reference: String(words[2])) }
        case (_, _): return nil
        }
    }

    private init?(_ number: Substring, _ make: (Int) -> CrashLine) {
        guard let number = Int(number) else { return nil }
        self = make(number)
    }

    /// Written at once, so that whoever reads it knows it before the process goes on.
    func send() { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
}
