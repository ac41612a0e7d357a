import Audio
import FlowFiles
import Foundation
import MediaAdapters

extension SIPConfiguration {
    /// As the adapter takes it; the secrets are read now.
    func settings(calls: Int) throws -> SIPSettings {
        var settings = SIPSettings()
        settings.listeners = listen.map { listener in
            SIPSettings.Listener(
                SIPSettings.Transport(rawValue: listener.transport.rawValue) ?? .udp,
                address: listener.address.host, port: UInt16(clamping: listener.address.port))
        }
        settings.advertised = advertised
        settings.mediaPorts = mediaPorts
        settings.peers = try PeerAllowList.read(peers, of: "sip")
        settings.user = user
        settings.codecs = codecs.map { $0 == .muLaw ? .muLaw : .aLaw }
        settings.srtp = SIPSettings.SRTPUse(rawValue: srtp.rawValue) ?? .required
        settings.transfer = SIPSettings.TransferMode(rawValue: transfer.rawValue) ?? .refer
        settings.transferRinging = transferRinging
        settings.outboundProxy = outboundProxy
        settings.certificate = certificate
        settings.authorities = authorities
        // The exchange counts calls; this bounds those that are still being set up.
        settings.mostCalls = calls * 2
        settings.registrations = registrations.map {
            SIPSettings.Registration(registrar: $0.registrar, identity: $0.identity, refresh: $0.refresh)
        }
        settings.credentials = try credentials.map {
            SIPSettings.Credentials(realm: $0.realm, user: $0.user, password: try $0.password.read())
        }
        if let problem = settings.problem { throw CommandFailure(.findings, "promesa: error: \(problem)") }
        return settings
    }
}

extension PeerAllowList {
    /// The peers of a section of the configuration.
    fileprivate static func read(_ texts: [String], of section: String) throws -> PeerAllowList {
        var wrong = ""
        guard let peers = PeerAllowList(texts, wrong: { wrong = $0 }) else {
            throw CommandFailure(
                .findings, "promesa: error: 'peers' of '\(section)': '\(wrong)' is no address and no network")
        }
        return peers
    }
}

extension AudioSocketConfiguration {
    /// As the adapter takes it; the secret is read now.
    func settings() throws -> AudioSocketSettings {
        var settings = AudioSocketSettings()
        (settings.host, settings.port) = (listen.host, listen.port)
        settings.peers = try PeerAllowList.read(peers, of: "audiosocket")
        settings.accountPrefix = accountPrefix
        if let token {
            guard let token = AudioSocketToken(try token.read()) else {
                throw CommandFailure(
                    .findings, "promesa: error: the token of 'audiosocket' must be 20 hexadecimal digits")
            }
            settings.token = token
        }
        return settings
    }
}

extension SecretReference {
    /// The secret itself.
    func read() throws -> String {
        switch self {
        case .environment(let name):
            guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else {
                throw CommandFailure(.environment, "promesa: error: the environment has no '\(name)'")
            }
            return value
        case .file(let path):
            return try SecretReferenceFile.firstLine(of: path)
        }
    }
}
