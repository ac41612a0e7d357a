import Storage
import Testing

/// Values of FIPS 180-4's examples and NIST's CAVP.
@Suite struct `SHA-256` {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ]) func `is what the standard gives`(text: String, digest: String) {
        #expect(SHA256.hex(text.utf8) == digest)
    }

    @Test func `is right for many blocks`() {
        let digest = "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"
        #expect(SHA256.hex(repeatElement(UInt8(ascii: "a"), count: 1_000)) == digest)
    }

    @Test(arguments: [55, 56, 63, 64, 65]) func `differs at the ends of blocks`(count: Int) {
        let zeros = repeatElement(UInt8(0), count: count)
        #expect(SHA256.hex(zeros) != SHA256.hex(repeatElement(UInt8(0), count: count + 1)))
    }
}
