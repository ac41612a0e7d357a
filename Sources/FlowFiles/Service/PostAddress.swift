import Foundation

/// What may be the address of somebody whom the service posts to.
enum PostAddress {
    /// Why a text can't be posted to; nil if it can.
    ///
    /// `http` is for this machine only, unless `mayBePlain`.
    static func problem(_ text: String, mayBePlain: Bool, example: String) -> String? {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme, let host = parts.host,
            !host.isEmpty, ["http", "https"].contains(scheme)
        else { return "must be an address such as \(example)" }
        if parts.user != nil || parts.password != nil { return "must hold no name and no password" }
        let isHere =
            ["localhost", "::1", "[::1]"].contains(host)
            || (host.hasPrefix("127.") && host.allSatisfy { $0 == "." || Literal.isDigits(String($0)) })
        if scheme == "http", !isHere, !mayBePlain {
            return "goes to another machine unencrypted; use https, or write 'plain_http: true'"
        }
        return nil
    }
}
