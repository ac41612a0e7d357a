/// The protection of a call's datagrams in both directions (SRTP, RFC 3711), and how it goes on under new keys.
///
/// It fails closed: if libsrtp can't be had, nothing goes out and nothing is let in.
struct ProtectedMedia {
    private var terms: MediaProtection
    private var sending: SRTPSession?
    private var receiving: SRTPSession?
    /// Under their last key: what was on its way comes under it still, until the first datagram under the new one.
    private var former: SRTPSession?

    init(_ terms: MediaProtection) {
        self.terms = terms
        sending = try? SRTPSession(terms.suite, terms.ours, .sending)
        receiving = try? SRTPSession(terms.suite, terms.theirs, .receiving)
    }

    /// Follows a new description; returns whether what we send is under another key from now on.
    ///
    /// A key that stays goes on counting where it is (RFC 4568, section 7.1.4).
    mutating func change(to new: MediaProtection) -> Bool {
        let isOtherSuite = new.suite != terms.suite
        let (ours, theirs) = (new.ours != terms.ours, new.theirs != terms.theirs)
        terms = new
        if isOtherSuite || theirs {
            former = receiving
            receiving = try? SRTPSession(new.suite, new.theirs, .receiving)
        }
        guard isOtherSuite || ours else { return false }
        sending = try? SRTPSession(new.suite, new.ours, .sending)
        return true
    }

    /// As it goes out.
    func protect(_ bytes: [UInt8], _ kind: SRTPSession.Kind) -> [UInt8]? { sending?.protect(bytes, kind) }

    /// As it was sent; nil if it is not theirs, was changed, or came before.
    mutating func open(_ bytes: [UInt8], _ kind: SRTPSession.Kind) -> [UInt8]? {
        if let opened = receiving?.open(bytes, kind) {
            former = nil
            return opened
        }
        return former?.open(bytes, kind)
    }
}
