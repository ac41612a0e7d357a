import CLibRe
import Glibc
import Live

/// libre's SIP user agent: transports, what listens to requests, and the dialogs that live.
///
/// Everything in it, but `settings`, belongs to the libre thread. libre holds unretained pointers to it and to its
/// dialogs: the adapter keeps it until `close` has come back, and the table keeps each dialog until libre has let go.
final class SIPStack: @unchecked Sendable {
    /// A dialog, or nothing, for a new INVITE; it answers 403, 503 or whatever itself.
    typealias InviteHandler = (UnsafePointer<sip_msg>) -> Void

    private static let hashSize: UInt32 = 1_024
    private static let software = "promesa"

    let settings: SIPSettings
    let ownAddress: IPAddress
    private var sip: OpaquePointer?
    private(set) var sessions: OpaquePointer?
    private(set) var events: OpaquePointer?
    private var names: OpaquePointer?
    private var registrations: [OpaquePointer] = []
    private var dialogs: [ObjectIdentifier: SIPDialog] = [:]
    private(set) var listening: [(listener: SIPSettings.Listener, at: Endpoint)] = []
    /// Whether a registration stands, by its identity.
    private(set) var registered: [String: Bool] = [:]
    fileprivate var invited: InviteHandler?
    fileprivate var closed: (() -> Void)?
    private var timedOut: (() -> Void)?
    private var hasExited = false

    init(_ settings: SIPSettings, ownAddress: IPAddress) {
        self.settings = settings
        self.ownAddress = ownAddress
    }

    fileprivate var argument: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    /// Opens the transports and begins to take calls.
    func open(_ invited: @escaping InviteHandler) throws(AdapterFailure) {
        self.invited = invited
        allocateNameClient()
        try check(
            sip_alloc(
                &sip, names, Self.hashSize, Self.hashSize, Self.hashSize, Self.software,
                { argument in SIPStack.at(argument)?.closed?() }, argument), "SIP stack")
        for listener in settings.listeners { try listen(listener) }
        // In this order: strangers are turned away first, what nobody took is answered last.
        try check(sip_listen(nil, sip, true, filterStrangers, argument), "listener")
        try check(
            sipsess_listen(
                &sessions, sip, Int32(Self.hashSize),
                { message, argument in
                    guard let message else { return }
                    SIPStack.at(argument)?.invited?(message)
                }, argument), "listener for calls")
        try check(sipevent_listen(&events, sip, 64, 64, nil, nil), "listener for events")
        try check(sip_listen(nil, sip, true, answerTheRest, argument), "listener")
        try check(sip_listen(nil, sip, false, { _, _ in true }, nil), "listener")
        for registration in settings.registrations { register(registration) }
    }

    private func check(_ code: Int32, _ what: String) throws(AdapterFailure) {
        guard code == 0 else { throw .configuration("sip: \(what): \(systemText(code))") }
    }

    /// Without a name server only numeric addresses can be dialled; that is no failure.
    private func allocateNameClient() {
        var servers = [sa](repeating: sa(), count: 4)
        var count = UInt32(servers.count)
        var domain = [CChar](repeating: 0, count: 256)
        guard dns_srv_get(&domain, domain.count, &servers, &count) == 0 else { return }
        _ = dnsc_alloc(&names, nil, servers, min(count, UInt32(servers.count)))
    }

    private func listen(_ listener: SIPSettings.Listener) throws(AdapterFailure) {
        var address = sa()
        try check(sa_set_str(&address, listener.address, listener.port), "address \(listener.address)")
        let context = try tlsContext(for: listener)
        defer { mem_deref(context.map { UnsafeMutableRawPointer($0) }) }
        let code = promesa_transport_add(sip, listener.transport.libre, &address, context)
        let where_ = "sip: \(listener.address):\(listener.port)/\(listener.transport.rawValue)"
        guard code == 0 else {
            let advice =
                code == EADDRINUSE
                ? "in use; stop what listens there, or give another port" : "\(systemText(code))"
            throw .cannotListen("\(where_): \(advice)")
        }
        listening.append((listener, Endpoint(address: ownAddress, port: port(of: listener))))
    }

    /// The port that was given, or the one that the system chose; libre tells the latter by its own address alone.
    private func port(of listener: SIPSettings.Listener) -> UInt16 {
        var local = sa()
        var towards = sa()
        guard listener.port == 0, sa_set_str(&towards, listener.address, 9) == 0,
            sip_transp_laddr(sip, &local, listener.transport.libre, &towards) == 0
        else { return listener.port }
        return sa_port(&local)
    }

    private func tlsContext(for listener: SIPSettings.Listener) throws(AdapterFailure) -> OpaquePointer? {
        guard listener.transport == .tls else { return nil }
        var context: OpaquePointer?
        let path = settings.certificate ?? ""
        guard access(path, R_OK) == 0 else {
            throw .configuration("sip: the certificate \(path) can't be read: \(systemText(errno))")
        }
        guard tls_alloc(&context, TLS_METHOD_SSLV23, path, nil) == 0 else {
            throw .configuration("sip: \(path) holds no certificate with its key (PEM)")
        }
        if let authorities = settings.authorities, promesa_tls_trust(context, authorities) != 0 {
            _ = mem_deref(context.map { UnsafeMutableRawPointer($0) })
            throw .configuration("sip: \(authorities) holds no certificates of authorities (PEM)")
        }
        return context
    }

    static func at(_ argument: UnsafeMutableRawPointer?) -> SIPStack? {
        argument.map { Unmanaged<SIPStack>.fromOpaque($0).takeUnretainedValue() }
    }
}

// MARK: - Dialogs and replies

extension SIPStack {
    var count: Int { dialogs.count }

    func keep(_ dialog: SIPDialog) { dialogs[ObjectIdentifier(dialog)] = dialog }
    func forget(_ dialog: SIPDialog) { dialogs[ObjectIdentifier(dialog)] = nil }

    /// Answers a request outside of any dialog, and remembers nothing of it (RFC 3261, section 8.2.7).
    ///
    /// libre keeps its timers in one sorted list: a transaction for each refusal would let a flood bring it to a halt.
    func reply(
        to message: UnsafePointer<sip_msg>, _ status: UInt16, _ reason: String, headers: String = ""
    ) {
        _ = promesa_reply(sip, message, status, reason, headers)
    }

    /// What libre puts into Contact: our user at the address that it sends from, or the address that we are told to
    /// name.
    func contact(port: UInt16?, transport: sip_transp) -> String {
        guard settings.advertised != nil else { return settings.user }
        let listener = listening.first { $0.listener.transport.libre == transport } ?? listening.first
        let endpoint = Endpoint(address: ownAddress, port: port ?? listener?.at.port ?? 5_060)
        return "sip:\(settings.user)@\(endpoint)\(transport.parameter)"
    }

    /// Who we are: the first registration's identity, or our user at our address.
    var identity: String {
        if let identity = settings.registrations.first?.identity { return identity }
        return "sip:\(settings.user)@\(listening.first?.at ?? Endpoint(address: ownAddress, port: 5_060))"
    }

    /// Where libre asks for passwords; valid as long as the stack.
    var credentialsArgument: UnsafeMutableRawPointer { argument }

    /// Whether a message's sender may talk to us.
    fileprivate func allows(_ message: UnsafePointer<sip_msg>) -> Bool {
        message.sender.map { settings.peers.allows($0.address.description) } ?? false
    }
}

/// Turns away requests of those who are not allowed; what is theirs to end, a transaction of ours, never comes here.
private func filterStrangers(
    _ message: UnsafePointer<sip_msg>?, _ argument: UnsafeMutableRawPointer?
) -> Bool {
    guard let message, let stack = SIPStack.at(argument) else { return true }
    if stack.allows(message) { return false }
    if message.method != "ACK" { stack.reply(to: message, 403, "Forbidden") }
    return true
}

/// Answers what no dialog took; libre itself would print such requests, with the numbers in them.
private func answerTheRest(_ message: UnsafePointer<sip_msg>?, _ argument: UnsafeMutableRawPointer?) -> Bool {
    guard let message, let stack = SIPStack.at(argument) else { return true }
    let allow = "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, NOTIFY\r\n"
    switch message.method {
    case "ACK": break
    case "OPTIONS": stack.reply(to: message, 200, "OK", headers: allow + "Accept: application/sdp\r\n")
    case "CANCEL", "BYE", "INFO", "UPDATE", "PRACK":
        stack.reply(to: message, 481, "Call/Transaction Does Not Exist")
    default: stack.reply(to: message, 405, "Method Not Allowed", headers: allow)
    }
    return true
}

/// Gives the name and password for a realm; `EAUTH` ends the attempt.
func giveCredentials(
    _ user: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
    _ password: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
    _ realm: UnsafePointer<CChar>?, _ argument: UnsafeMutableRawPointer?
) -> Int32 {
    guard let user, let password, let realm, let stack = SIPStack.at(argument) else { return EINVAL }
    let asked = String(cString: realm)
    let known = stack.settings.credentials
    let exact = known.first { $0.realm == asked }
    guard let credentials = exact ?? known.first(where: { $0.realm == "*" }) else { return Int32(EAUTH) }
    user.pointee = promesa_copy(credentials.user)
    password.pointee = promesa_copy(credentials.password)
    return user.pointee == nil || password.pointee == nil ? ENOMEM : 0
}

extension SIPSettings.Transport {
    fileprivate var libre: sip_transp {
        switch self {
        case .udp: SIP_TRANSP_UDP
        case .tcp: SIP_TRANSP_TCP
        case .tls: SIP_TRANSP_TLS
        }
    }
}

// MARK: - Registration and the end

extension SIPStack {
    private func register(_ registration: SIPSettings.Registration) {
        let expires = UInt32(clamping: max(registration.refresh.components.seconds, 60))
        var handle: OpaquePointer?
        registered[registration.identity] = false
        let code = withRoutes { routes, count in
            promesa_register(
                &handle, sip, registration.registrar, registration.identity, expires, settings.user, routes,
                count, giveCredentials, argument, registrationAnswered, argument)
        }
        if code == 0, let handle { registrations.append(handle) }
    }

    /// The outbound proxy, if there is one, as libre takes it.
    func withRoutes<Value>(
        _ body: (UnsafeMutablePointer<UnsafePointer<CChar>?>?, UInt32) -> Value
    ) -> Value {
        guard let proxy = settings.outboundProxy else { return body(nil, 0) }
        return proxy.withCString { text in
            var routes: [UnsafePointer<CChar>?] = [text]
            return body(&routes, 1)
        }
    }

    fileprivate func noteRegistrations() {
        for (registration, handle) in zip(settings.registrations, registrations) {
            registered[registration.identity] = sipreg_registered(handle)
        }
    }

    /// Ends all calls, leaves registrars, and lets go of libre once the other sides have answered.
    func close(_ done: @escaping () -> Void) {
        guard sip != nil else { return done() }
        closed = { [weak self] in
            self?.hasExited = true
            self?.closed = nil
            done()
        }
        timedOut = done
        for dialog in Array(dialogs.values) { dialog.shutDown() }
        for registration in registrations { mem_deref(UnsafeMutableRawPointer(registration)) }
        registrations = []
        sessions = Self.free(sessions)
        events = Self.free(events)
        sip_close(sip, false)
    }

    /// Waits for nobody any more.
    func closeNow() {
        guard closed != nil else { return }
        sip_close(sip, true)
        guard !hasExited else { return }
        closed = nil
        timedOut?()
    }

    /// Gives the sockets back, after the end.
    ///
    /// Should libre still hold on to its stack, it is left to it.
    func release() {
        timedOut = nil
        if hasExited { sip = Self.free(sip) }
        names = Self.free(names)
        invited = nil
        dialogs = [:]
    }

    private static func free(_ pointer: OpaquePointer?) -> OpaquePointer? {
        _ = mem_deref(pointer.map { UnsafeMutableRawPointer($0) })
        return nil
    }
}

private func registrationAnswered(
    _ code: Int32, _ message: UnsafePointer<sip_msg>?, _ argument: UnsafeMutableRawPointer?
) {
    SIPStack.at(argument)?.noteRegistrations()
}
