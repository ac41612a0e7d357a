/// The keys of `promesa.yaml`, with what they mean; the reader, the printed configuration and the page have them from here.
package struct ServiceKey: Sendable, Hashable {
    package let section: String
    package let name: String
    /// As it is written; nil if the key has none.
    package let fallback: String?
    package let meaning: String

    private init(_ section: String, _ name: String, _ fallback: String?, _ meaning: String) {
        self.section = section
        self.name = name
        self.fallback = fallback
        self.meaning = meaning
    }

    /// Of one section: "" for the top of the file.
    package static func of(_ section: String) -> [ServiceKey] { all.filter { $0.section == section } }

    static func names(_ section: String) -> [String] { of(section).map(\.name) }

    package static let all: [ServiceKey] = [
        .init("", "organisation", nil, "The facts about your company: a file."),
        .init("", "accounts", nil, "The accounts: a folder of JSON files, one for each."),
        .init("", "store", "promesa.sqlite", "Where calls and promises are kept: a file."),
        .init("", "prompts", nil, "The prompts; by default the folder Prompts beside the flow's folder."),
        .init("", "holidays", nil, "The holidays; by default the folder Holidays beside the flow's folder."),
        .init("", "policies", nil, "Your own policies; by default Policies beside the flow's folder."),
        .init("", "speech", nil, "How callers are heard."),
        .init("", "service", nil, "How much the service takes on."),
        .init("", "routes", nil, "Which call gets which flow; the first route that fits is taken."),
        .init("", "audiosocket", nil, "Calls from Asterisk's AudioSocket; without it, none."),
        .init("", "sip", nil, "Calls by SIP and RTP, in and out; without it, none."),
        .init("", "dial", nil, "Calls that we place, by SIP; without it, none."),
        .init("", "recordings", nil, "Calls are recorded, encrypted; without it, they are not."),
        .init("", "webhook", nil, "Who is told of each call's outcome; without it, nobody."),
        .init("", "tracing", nil, "Where the spans of calls are sent, by OTLP; without it, nowhere."),
        .init("", "monitoring", nil, "What tells how the service does; without it, nothing."),
        .init(
            "speech", "models", nil,
            "{TAG: FOLDER}, acoustic models of your own by language, such as {es-ES: models/es}; else the built-in."
        ),
        .init("service", "calls", "100", "Calls at once; 1 to 2000. The next one is refused."),
        .init("service", "longest_call", "15m", "A call that reaches it ends as failed; 1m to 4h."),
        .init("service", "drain", "5m", "How long running calls go on after SIGTERM; up to 1h."),
        .init("service", "loops", "0", "Threads that carry calls; 0: one for each processor."),
        .init("service", "decoders", "0", "Threads that decode and speak; 0: one for each processor."),
        .init("routes", "adapter", nil, "audiosocket or sip; by default any."),
        .init("routes", "called", nil, "The called number; 'X*' fits all that begin with X. By default any."),
        .init("routes", "flow", nil, "The flow file."),
        .init("routes", "language", nil, "A language of the flow; by default the account's."),
        .init(
            "routes", "account", nil,
            "{parameter: NAME}, a header or parameter of the call, or {caller: number}, the one account that has the "
                + "caller's number: it says whom to ask for, and proves nothing."),
        .init("audiosocket", "listen", "127.0.0.1:9092", "The address and port."),
        .init("audiosocket", "peers", "[127.0.0.0/8, '::1']", "Addresses and networks that may connect."),
        .init(
            "audiosocket", "token", nil,
            "{env: NAME} or {file: PATH}: 20 hexadecimal digits with which every identifier must begin."),
        .init(
            "audiosocket", "account_prefix", "",
            "Put before the number that the last 12 digits of the identifier spell: the parameter 'account'."),
        .init("sip", "listen", "['udp:127.0.0.1:5060']", "Transports (udp, tcp, tls) with address and port."),
        .init(
            "sip", "advertised", nil,
            "The address that others are told, as behind a NAT; needed to listen on every address."),
        .init(
            "sip", "media_ports", "20000-29999",
            "UDP ports for audio: an even one and the next for each call."),
        .init(
            "sip", "peers", "[127.0.0.0/8, '::1']", "Addresses and networks that may call; others get 403."),
        .init("sip", "user", "promesa", "The user of our own SIP address."),
        .init("sip", "codecs", "[PCMU, PCMA]", "In order of preference."),
        .init(
            "sip", "srtp", "if_asked",
            "Audio protected by SRTP: never, if_asked, offered (our calls ask too) or required (no calls without)."
        ),
        .init(
            "sip", "transfer", "refer",
            "How calls are handed over: refer (the other side calls), bridge (we call), or refer_or_bridge."),
        .init(
            "sip", "transfer_ringing", "30s",
            "How long a bridge's second call rings without an answer; 5s to 55s."),
        .init("sip", "outbound_proxy", nil, "Where requests outside a call go first: a SIP URI."),
        .init("sip", "certificate", nil, "A file with certificate and key (PEM); needed for tls."),
        .init(
            "sip", "authorities", nil,
            "A file of certificates (PEM) that a TLS server's must go back to; by default any is taken."),
        .init("sip", "registrations", "[]", "Providers that calls come from: a list."),
        .init("sip", "credentials", "[]", "Names and passwords for challenges: a list."),
        .init("sip.registrations", "registrar", nil, "Such as sip:pbx.example;transport=tcp."),
        .init("sip.registrations", "identity", nil, "Our address there: sip:ivr@pbx.example."),
        .init("sip.registrations", "refresh", "5m", "How often it is renewed; 1m to 24h."),
        .init("sip.credentials", "realm", "*", "Whose challenges; * for any."),
        .init("sip.credentials", "user", nil, "The name."),
        .init("sip.credentials", "password", nil, "{env: NAME} or {file: PATH}."),
        .init(
            "dial", "socket", nil,
            "The socket on which promesa dial asks; by default the store's path with '-control' behind it."),
        .init(
            "dial", "gateways", nil,
            "What may stand behind the @ of an address that is dialled: hosts with ports; the first is where bare numbers go."
        ),
        .init("dial", "from", nil, "The caller id to show, a SIP address; by default our own."),
        .init("dial", "ringing", "30s", "After so long without an answer the attempt is over; 15s to 2m."),
        .init("dial", "flows", "[]", "Flows that calls are placed with, besides those of the routes."),
        .init("recordings", "folder", nil, "Where: a folder, with a file CALL.recording for each."),
        .init(
            "recordings", "key", nil,
            "{env: NAME} or {file: PATH}: 64 hexadecimal digits, as openssl rand -hex 32 prints."),
        .init("webhook", "url", nil, "Where outcomes are posted; https, or http on this machine."),
        .init(
            "webhook", "secret", nil,
            "{env: NAME} or {file: PATH}: what the posts are signed with; 16 characters or more."),
        .init("webhook", "timeout", "10s", "A post without an answer by then is tried again; 1s to 60s."),
        .init("webhook", "plain_http", "false", "Whether http may go to another machine: true or false."),
        .init(
            "tracing", "endpoint", nil,
            "The collector's address, such as http://127.0.0.1:4318; https, or http on this machine."),
        .init("tracing", "service_name", "promesa", "What the service is called there."),
        .init(
            "tracing", "headers", "{}", "{NAME: {env: NAME}} or {NAME: {file: PATH}}: sent with each post."),
        .init(
            "tracing", "sample", "1.0",
            "The share of calls that is traced, 0 to 1; a call that comes with a traceparent says so itself."),
        .init("tracing", "queue", "2048", "Spans that may wait to be sent; 16 to 65536. More are dropped."),
        .init("tracing", "plain_http", "false", "Whether http may go to another machine: true or false."),
        .init(
            "monitoring", "listen", "127.0.0.1:9464", "The address and port of /metrics, /healthz, /readyz."),
    ]
}
