import Testing

@testable import MediaAdapters

@Suite struct CryptoAttributeTests {
    /// The example of RFC 4568, section 9.2.
    private static let key = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"

    private func read(_ text: String) throws -> CryptoAttribute { try CryptoAttribute(text[...]) }

    @Test func `a line is read with its lifetime and the identifier of its key`() throws {
        let line = try read("1 AES_CM_128_HMAC_SHA1_80 inline:\(Self.key)|2^20|1:4 WSH=128 -EXTRA")
        #expect(line.tag == 1)
        #expect(line.suite == .aesCM128HMAC80)
        #expect(line.key.bytes.count == 30)
        #expect(line.key.bytes.starts(with: Array("YS___semctl".utf8)))
        #expect(line.key.lifetime == 1_048_576)
        #expect(line.key.identifier == SRTPKey.Identifier(value: 1, length: 4))
        #expect(line.key.identifier?.bytes == [0, 0, 0, 1])
        #expect(try read(String(line.text.dropFirst("crypto:".count))) == line)
    }

    @Test func `lifetime and identifier may be left out`() throws {
        #expect(try read("7 AES_CM_128_HMAC_SHA1_32 inline:\(Self.key)").key.lifetime == nil)
        let named = try read("7 AES_CM_128_HMAC_SHA1_32 inline:\(Self.key)|66051:3")
        #expect(named.key.identifier?.bytes == [1, 2, 3])
        #expect(named.key.lifetime == nil)
        #expect(try read("1 AES_CM_128_HMAC_SHA1_80 inline:\(Self.key)|1000000").key.lifetime == 1_000_000)
    }

    @Test func `each suite has keys of its length, and they are read as written`() throws {
        for (place, suite) in SRTPSuite.allCases.enumerated() {
            let line = CryptoAttribute(tag: place + 1, suite: suite, key: .random(for: suite))
            #expect(line.key.bytes.count == suite.keyLength)
            #expect(try read(String(line.text.dropFirst("crypto:".count))) == line)
            // Some leave the padding out.
            let bare = line.text.dropFirst("crypto:".count).filter { $0 != "=" }
            #expect(try read(bare) == line)
        }
    }

    @Test(arguments: [
        ("1 AES_CM_128_HMAC_SHA1_80", "it needs a tag, a suite and a key"),
        ("x AES_CM_128_HMAC_SHA1_80 inline:KEY", "its tag is no number"),
        ("1234567890 AES_CM_128_HMAC_SHA1_80 inline:KEY", "its tag is no number"),
        ("1 F8_128_HMAC_SHA1_80 inline:KEY", "its suite is none of"),
        ("1 AEAD_AES_256_GCM inline:KEY", "its key is not 44 bytes"),
        ("1 AES_CM_128_HMAC_SHA1_80 uri:KEY", "not given by 'inline:'"),
        ("1 AES_CM_128_HMAC_SHA1_80 inline:", "its key is not 30 bytes"),
        ("1 AES_CM_128_HMAC_SHA1_80 inline:KEY=====", "its key is not 30 bytes"),
        ("1 AES_CM_128_HMAC_SHA1_80 inline:KEYx", "its key is not 30 bytes"),
        ("1 AES_CM_128_HMAC_SHA1_80 inline:KEY;inline:KEY", "more than one key"),
        ("1 AES_CM_128_HMAC_SHA1_80 inline:KEY|2^49", "the lifetime"),
        ("1 AES_CM_128_HMAC_SHA1_80 inline:KEY|0", "the lifetime"),
        ("1 AES_CM_128_HMAC_SHA1_80 inline:KEY|-1", "the lifetime"),
        ("1 AES_CM_128_HMAC_SHA1_80 inline:KEY|", "the lifetime"),
        ("1 AES_CM_128_HMAC_SHA1_80 inline:KEY|2^99999999999999999999", "the lifetime"),
        ("1 AES_CM_128_HMAC_SHA1_80 inline:KEY|1:0", "the identifier"),
        ("1 AES_CM_128_HMAC_SHA1_80 inline:KEY|1:129", "the identifier"),
        ("1 AES_CM_128_HMAC_SHA1_80 inline:KEY|256:1", "the identifier"),
        ("1 AES_CM_128_HMAC_SHA1_80 inline:KEY|2^20|1:4|x", "more than a lifetime"),
        ("1 AES_CM_128_HMAC_SHA1_80 inline:KEY|1:4|2^20", "more than a lifetime"),
        ("1 AES_CM_128_HMAC_SHA1_80 inline:KEY UNENCRYPTED_SRTP", "a session parameter"),
        ("1 AES_CM_128_HMAC_SHA1_80 inline:KEY KDR=1", "a session parameter"),
    ])
    func `a line that can't be had says why, and never the key`(line: String, why: String) throws {
        let text = line.replacing("KEY", with: Self.key)
        let problem = #expect(throws: CryptoAttribute.Problem.self) { try read(text) }
        #expect(problem?.text.contains(why) == true, "\(problem?.text ?? "")")
        #expect(problem?.text.contains(Self.key.prefix(8)) == false)
    }

    @Test func `no print of a key shows it`() {
        let key = SRTPKey(bytes: [UInt8](repeating: 201, count: 30))
        let protection = MediaProtection(suite: .aesCM128HMAC80, ours: key, theirs: key)
        var dumped = ""
        dump(protection, to: &dumped)
        for text in ["\(key)", "\(protection)", String(reflecting: protection), dumped] {
            #expect(!text.contains("201"))
            #expect(!text.contains("ycnJyc"))
        }
        #expect(SRTPKey.random(for: .aesGCM256) != SRTPKey.random(for: .aesGCM256))
    }

    @Test func `a description keeps the lines that can be used, and tells of the others by their place`()
        throws
    {
        let text = """
            v=0\r
            c=IN IP4 192.0.2.5\r
            m=audio 4000 RTP/SAVP 0\r
            a=crypto:1 AES_256_CM inline:\(Self.key)\r
            a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:\(Self.key)\r
            """
        let media = try #require(SessionDescription(text)?.media.first)
        #expect(media.crypto.map(\.tag) == [2])
        #expect(media.problems.count == 1)
        #expect(media.problems.first?.hasPrefix("line 4: a=crypto: its suite is none of AES_CM") == true)
        let many = text + String(repeating: "a=crypto:1 x y\r\n", count: 500)
        #expect(SessionDescription(many)?.media.first?.problems.count ?? 99 <= 16)
        let keys =
            text + "\r\n"
            + String(repeating: "a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:\(Self.key)\r\n", count: 40)
        #expect(SessionDescription(keys)?.media.first?.crypto.count == 16)
    }
}
