package import Audio

/// How the SIP adapter is set up; plain values, checked by `problem`.
package struct SIPSettings: Sendable, Hashable {
    package enum Transport: String, Sendable, Hashable, CaseIterable {
        case udp, tcp, tls
    }

    /// Whether audio is protected by SRTP, its keys in session descriptions (RFC 4568).
    package enum SRTPUse: String, Sendable, Hashable, CaseIterable {
        /// Nobody's offer of it is taken.
        case never
        /// Who asks for it gets it; our own calls don't ask.
        case ifAsked = "if_asked"
        /// Our own calls ask for it as well, and go on in the clear if it isn't had.
        case offered
        /// There are no calls without it.
        case required
    }

    /// How a call is handed over to somebody else.
    package enum TransferMode: String, Sendable, Hashable, CaseIterable {
        /// The other side is asked to call them (REFER, RFC 3515).
        case refer
        /// We call them, and carry the audio across.
        case bridge
        /// The former, and the latter if the other side refuses to.
        case referOrBridge = "refer_or_bridge"
    }

    /// An address of this machine to listen on; port 0 takes a free one.
    package struct Listener: Sendable, Hashable {
        package var transport: Transport
        /// An IP address, no name: `127.0.0.1`, `0.0.0.0`, `::1`.
        package var address: String
        package var port: UInt16
        package init(_ transport: Transport, address: String = "127.0.0.1", port: UInt16 = 5_060) {
            self.transport = transport
            self.address = address
            self.port = port
        }
    }

    /// A name and password for challenges of one realm; realm `*` is for any.
    package struct Credentials: Sendable, Hashable {
        package var realm: String
        package var user: String
        package var password: String
        package init(realm: String = "*", user: String, password: String) {
            self.realm = realm
            self.user = user
            self.password = password
        }
    }

    /// A registration with a provider or PBX, kept alive until the adapter stops.
    package struct Registration: Sendable, Hashable {
        /// Such as `sip:pbx.example;transport=tcp`.
        package var registrar: String
        /// Our address there: `sip:ivr@pbx.example`.
        package var identity: String
        package var refresh: Duration
        package init(registrar: String, identity: String, refresh: Duration = .seconds(300)) {
            self.registrar = registrar
            self.identity = identity
            self.refresh = refresh
        }
    }

    package var listeners = [Listener(.udp)]
    /// The IP address that we name as ours in SIP and SDP, if it isn't the one listened on, as behind a NAT.
    ///
    /// It must be given if a listener takes every address.
    package var advertised: String?
    /// Where media is received: an even port and the odd one after it for each call.
    package var mediaPorts: ClosedRange<UInt16> = 20_000...29_999
    /// Who may talk to us; others get 403.
    ///
    /// An outbound proxy or registrar must be among them to call in.
    package var peers = PeerAllowList.loopback
    package var registrations: [Registration] = []
    package var credentials: [Credentials] = []
    /// All requests outside a call go there first: `sip:proxy.example;lr`.
    package var outboundProxy: String?
    /// What we call ourselves: the user of our SIP address.
    package var user = "promesa"
    /// Codecs in order of preference.
    package var codecs: [G711] = [.muLaw, .aLaw]
    package var srtp = SRTPUse.ifAsked
    package var transfer = TransferMode.refer
    /// Without an answer in this time a second call is given up; a flow waits for a minute at the most.
    package var transferRinging: Duration = .seconds(30)
    /// Calls at once, in set-up or running; more get 503.
    package var mostCalls = 500
    /// A file with certificate and key (PEM); needed to listen on TLS.
    package var certificate: String?
    /// A file of certificates (PEM) that a TLS server's must go back to; nil takes any.
    ///
    /// Names are not compared, so an authority of your own is worth more here than a public one.
    package var authorities: String?

    package init() {}
}

extension SIPSettings {
    /// What can't be used, and what to do; nil if all is well.
    package var problem: String? {
        if listeners.isEmpty { return "sip: nothing to listen on; give at least one listener" }
        for listener in listeners {
            guard let address = IPAddress(listener.address) else {
                return "sip: '\(listener.address)' is no IP address to listen on"
            }
            if address.isUnspecified, advertised == nil {
                return
                    "sip: listening on \(listener.address) needs an advertised address, for callers must be "
                    + "told where to send audio"
            }
            if listener.transport == .tls, certificate == nil {
                return "sip: listening on TLS needs a certificate"
            }
        }
        if let advertised, IPAddress(advertised) == nil {
            return "sip: the advertised address '\(advertised)' is no IP address"
        }
        if mediaPorts.count < 2 || mediaPorts.lowerBound < 1_024 {
            return "sip: media ports \(mediaPorts.lowerBound)-\(mediaPorts.upperBound) are too few or too low"
        }
        if codecs.isEmpty { return "sip: no codec; give PCMU, PCMA or both" }
        if mostCalls < 1 { return "sip: the greatest number of calls must be at least 1" }
        let texts =
            registrations.flatMap { [$0.registrar, $0.identity] } + (outboundProxy.map { [$0] } ?? [])
        if let wrong = texts.first(where: { !SIPURI.isSafe($0) }) { return "sip: '\(wrong)' is no SIP URI" }
        if !SIPURI.isUser(user) { return "sip: '\(user)' can't be the user of a SIP address" }
        return nil
    }

    /// What can be used and yet should be known; nil if there is nothing.
    package var warning: String? {
        let clear = listeners.first { $0.transport != .tls }
        guard let clear, srtp == .offered || srtp == .required else { return nil }
        return
            "sip: srtp is '\(srtp.rawValue)', but on \(clear.transport.rawValue) the keys travel in the clear: whoever "
            + "reads the signalling can listen; listen on tls alone"
    }

    /// The address that the other side is told.
    var ownAddress: IPAddress? { (advertised ?? listeners.first?.address).flatMap { IPAddress($0) } }
}
