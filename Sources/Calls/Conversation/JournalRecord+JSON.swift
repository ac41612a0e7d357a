extension JournalRecord {
    /// The line as `JSONEncoder` writes it with sorted keys and plain slashes, at a fraction of its cost.
    ///
    /// A call has hundreds of lines, and a scenario is over in a millisecond.
    var json: String {
        var writer = JSONLineWriter()
        writer.field("afterMs", afterMs)
        writer.field("commit", commit)
        writer.field("confidence", confidence)
        writer.field("disposition", disposition)
        writer.field("effect", effect)
        writer.field("end", end)
        writer.field("event", event)
        writer.field("flow", flow)
        writer.list("instalments", instalments) { writer, instalment in
            writer.object {
                $0.field("amount", instalment.amount)
                $0.field("due", instalment.due)
            }
        }
        writer.field("language", language)
        writer.field("masked", masked)
        writer.field("mode", mode)
        writer.field("n", n)
        writer.field("outcome", outcome)
        writer.field("playback", playback)
        writer.list("prompts", prompts) { $0.text($1) }
        writer.field("purpose", purpose)
        writer.list("readings", readings) { $0.value($1) }
        writer.field("reference", reference)
        writer.field("slot", slot)
        writer.field("step", step)
        writer.field("t", t)
        writer.field("universal", universal)
        if let value {
            writer.key("value")
            writer.value(value)
        }
        writer.field("words", words)
        return writer.finished
    }
}

/// Writes one JSON object in one line.
private struct JSONLineWriter {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]
    private var isFirst = true

    init() { bytes.reserveCapacity(160) }

    var finished: String { String(decoding: bytes + [UInt8(ascii: "}")], as: UTF8.self) }

    mutating func key(_ key: StaticString) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        bytes.append(UInt8(ascii: "\""))
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    mutating func field(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        key(name)
        self.text(text)
    }

    mutating func field(_ name: StaticString, _ number: Int?) {
        guard let number else { return }
        key(name)
        bytes.append(contentsOf: number.description.utf8)
    }

    mutating func field(_ name: StaticString, _ number: Double?) {
        guard let number else { return }
        key(name)
        let text = number.description
        bytes.append(contentsOf: text.hasSuffix(".0") ? text.dropLast(2).utf8 : text[...].utf8)
    }

    mutating func field(_ name: StaticString, _ truth: Bool?) {
        guard let truth else { return }
        key(name)
        bytes.append(contentsOf: (truth ? "true" : "false").utf8)
    }

    mutating func list<Element>(
        _ name: StaticString, _ elements: [Element]?, _ write: (inout JSONLineWriter, Element) -> Void
    ) {
        guard let elements else { return }
        key(name)
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(&self, element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func object(_ write: (inout JSONLineWriter) -> Void) {
        let wasFirst = isFirst
        isFirst = true
        bytes.append(UInt8(ascii: "{"))
        write(&self)
        bytes.append(UInt8(ascii: "}"))
        isFirst = wasFirst
    }

    mutating func value(_ value: JournalRecord.JournalValue) {
        object {
            $0.field("type", value.type)
            $0.field("value", value.value)
        }
    }

    mutating func text(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): escape(UInt8(ascii: "\""))
            case UInt8(ascii: "\\"): escape(UInt8(ascii: "\\"))
            case 0x08: escape(UInt8(ascii: "b"))
            case 0x09: escape(UInt8(ascii: "t"))
            case 0x0A: escape(UInt8(ascii: "n"))
            case 0x0C: escape(UInt8(ascii: "f"))
            case 0x0D: escape(UInt8(ascii: "r"))
            case 0x00..<0x20:
                let hex = String(byte, radix: 16)
                bytes.append(contentsOf: "\\u00\(hex.utf8.count == 1 ? "0" : "")\(hex)".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ letter: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(letter)
    }
}
