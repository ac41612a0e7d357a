/// Decides which datagrams belong to a call: those of the address that the session description names.
///
/// Another address is never listened to, so nobody who guesses our port can speak into a call. The port may differ as
/// long as nothing came from the one that was named: some senders use another.
struct PeerLatch: Sendable, Hashable {
    /// Where we send to, and expect datagrams from.
    private(set) var named: Endpoint
    private var port: UInt16?

    init(_ named: Endpoint) { self.named = named }

    /// The other side moved its stream, by a new description.
    mutating func move(to endpoint: Endpoint) {
        guard endpoint != named else { return }
        self = PeerLatch(endpoint)
    }

    /// Whether the sender can be the one that is meant: the rest is not even opened.
    func mayAccept(_ sender: Endpoint) -> Bool { sender.address == named.address }

    mutating func accepts(_ sender: Endpoint) -> Bool {
        guard sender.address == named.address else { return false }
        if sender.port == named.port {
            port = sender.port
            return true
        }
        guard let port else {
            self.port = sender.port
            return true
        }
        return sender.port == port
    }
}
