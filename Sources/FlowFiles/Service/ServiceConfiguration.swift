package import Dialog

/// What `promesa.yaml` says of a service.
package struct ServiceConfiguration: Sendable, Hashable {
    /// Calls at once; the next one is refused.
    package var calls = 100
    package var longestCall: Duration = .seconds(15 * 60)
    /// How long running calls may go on once the service is to stop.
    package var drain: Duration = .seconds(5 * 60)
    /// Threads that carry calls; 0 for one per processor.
    package var loops = 0
    /// Threads that decode and speak; 0 for one per processor.
    package var decoders = 0
    package var store = "promesa.sqlite"
    package var organisation = ""
    /// The folder of accounts, a file `REFERENCE.json` each.
    package var accounts = ""
    package var prompts: String?
    package var holidays: String?
    package var policies: String?
    package var speech = SpeechSection()
    package var routes: [ServiceRoute] = []
    package var audioSocket: AudioSocketConfiguration?
    package var sip: SIPConfiguration?
    package var dial: DialConfiguration?
    package var webhook: WebhookConfiguration?
    package var recordings: RecordingsConfiguration?
    package var tracing: TracingConfiguration?
    /// Where `/metrics`, `/healthz` and `/readyz` are served; nil for nowhere.
    package var monitoring: ListenAddress?
}

/// Which flow a call gets; the first route that fits is taken.
package struct ServiceRoute: Sendable, Hashable {
    /// What tells which account a call is about.
    package enum AccountSource: Sendable, Hashable {
        /// A header or start parameter that came with the call; in lower case.
        case parameter(String)
        /// The one account that has the caller's number. It says whom to ask for, and proves nothing.
        case caller
    }

    package let position: SourcePosition
    package var adapter: String?
    /// A called number that fits; one that ends with `*` fits all that begin so.
    package var called: String?
    /// The file.
    package var flow: String
    /// Nil for the account's.
    package var language: LanguageTag?
    package var account: AccountSource

    package init(
        position: SourcePosition, adapter: String? = nil, called: String? = nil, flow: String,
        language: LanguageTag? = nil, account: AccountSource
    ) {
        self.position = position
        self.adapter = adapter
        self.called = called
        self.flow = flow
        self.language = language
        self.account = account
    }
}

package struct AudioSocketConfiguration: Sendable, Hashable {
    package var listen = ListenAddress(host: "127.0.0.1", port: 9092)
    /// Addresses and networks that may connect.
    package var peers = ["127.0.0.0/8", "::1"]
    package var token: SecretReference?
    package var accountPrefix = ""
}

/// The SIP user agent, as the file says it.
package struct SIPConfiguration: Sendable, Hashable {
    package enum Transport: String, Sendable, Hashable, CaseIterable { case udp, tcp, tls }
    package enum Codec: String, Sendable, Hashable, CaseIterable {
        case muLaw = "PCMU"
        case aLaw = "PCMA"
    }

    /// When audio is protected by SRTP.
    package enum SRTPUse: String, Sendable, Hashable, CaseIterable {
        case never, offered, required
        case ifAsked = "if_asked"
    }

    /// How calls are handed over.
    package enum TransferMode: String, Sendable, Hashable, CaseIterable {
        case refer, bridge
        case referOrBridge = "refer_or_bridge"
    }

    package struct Listener: Sendable, Hashable {
        package let transport: Transport
        package let address: ListenAddress
        /// `udp:127.0.0.1:5060`.
        package init?(_ text: String) {
            let parts = text.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let transport = Transport(rawValue: String(parts[0])),
                let address = ListenAddress(String(parts[1]))
            else { return nil }
            self.transport = transport
            self.address = address
        }
        package var text: String { "\(transport.rawValue):\(address)" }
    }

    package struct Registration: Sendable, Hashable {
        package var registrar: String
        package var identity: String
        package var refresh: Duration = .seconds(300)
    }

    package struct Credentials: Sendable, Hashable {
        package var realm = "*"
        package var user: String
        package var password: SecretReference
    }

    package var listen: [Listener] = ["udp:127.0.0.1:5060"].compactMap { Listener($0) }
    package var advertised: String?
    package var mediaPorts: ClosedRange<UInt16> = 20_000...29_999
    package var peers = ["127.0.0.0/8", "::1"]
    package var user = "promesa"
    package var codecs: [Codec] = [.muLaw, .aLaw]
    package var srtp = SRTPUse.ifAsked
    package var transfer = TransferMode.refer
    package var transferRinging: Duration = .seconds(30)
    package var outboundProxy: String?
    package var certificate: String?
    /// A file of certificates that a TLS server's must go back to; nil takes any.
    package var authorities: String?
    package var registrations: [Registration] = []
    package var credentials: [Credentials] = []
}

/// Where something listens.
package struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
    package let host: String
    package let port: Int
    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// `127.0.0.1:9092` or `[::1]:9092`.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty, host.allSatisfy({ $0.isASCII && ($0.isHexDigit || $0 == "." || $0 == ":") })
        else { return nil }
        self.init(host: host, port: Int(port))
    }
}

/// Where a secret is; never the secret itself.
package enum SecretReference: Sendable, Hashable {
    case environment(String)
    /// Its first line.
    case file(String)
}
