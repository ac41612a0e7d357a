import CLibRe
import Glibc

// libre's values as ours; copies, for libre's own live no longer than a callback.

extension String {
    /// The bytes that a pointer-length text points at; bounded, and without control characters.
    init(_ text: pl, mostBytes: Int = 1_024) {
        guard let start = text.p, text.l > 0 else {
            self = ""
            return
        }
        let bytes = UnsafeRawBufferPointer(start: start, count: Swift.min(text.l, mostBytes))
        self = String(decoding: bytes.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
    }

    /// With `%2B` read as `+`; what is no such escape stays, and so does that of a control character.
    var percentDecoded: String {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            let digits = String(Substring(rest.prefix(2)))
            if byte == 0x25, digits.utf8.count == 2, let value = UInt8(digits, radix: 16), value >= 0x20,
                value != 0x7F
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Endpoint {
    /// The address of a libre socket; nil if it is of no internet family.
    init?(_ address: sa) {
        var address = address
        var text = [CChar](repeating: 0, count: 64)
        guard sa_ntop(&address, &text, Int32(text.count)) == 0 else { return nil }
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        guard let parsed = IPAddress(String(decoding: bytes, as: UTF8.self)) else { return nil }
        self.init(address: parsed, port: sa_port(&address))
    }
}

extension UnsafePointer<sip_msg> {
    /// The body as text; empty if there is none.
    var body: String {
        guard let buffer = pointee.mb, let start = buffer.pointee.buf else { return "" }
        let (position, end) = (buffer.pointee.pos, buffer.pointee.end)
        guard end > position else { return "" }
        let bytes = UnsafeRawBufferPointer(start: start + position, count: min(end - position, 65_536))
        return String(decoding: bytes, as: UTF8.self)
    }

    var status: Int { Int(pointee.scode) }
    var method: String { String(pointee.met, mostBytes: 32) }
    var sender: Endpoint? { Endpoint(pointee.src) }

    /// The headers whose names begin so, names in lower case; the first 32 of them.
    func headers(beginning prefix: String) -> [String: String] {
        var found: [String: String] = [:]
        var element = pointee.hdrl.head
        while let current = element, found.count < 32 {
            if let data = current.pointee.data {
                let header = data.assumingMemoryBound(to: sip_hdr.self).pointee
                let name = String(header.name, mostBytes: 128).lowercased()
                if name.hasPrefix(prefix) { found[name] = String(header.val) }
            }
            element = current.pointee.next
        }
        return found
    }
}

extension sip_transp {
    /// What an address needs so that a call to it goes this way: `;transport=tcp`, or nothing.
    var parameter: String { sip_transp_param(self).map { String(cString: $0) } ?? "" }
}
