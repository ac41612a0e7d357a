import Dialog
import FlowFiles
import Testing

@Suite struct ServiceFileTests {
    private static let whole = """
        organisation: organisation.yaml
        accounts: /srv/accounts
        service: {calls: 7, longest_call: 5m, drain: 0s}
        routes:
          - {flow: Flows/a.yaml, account: {parameter: Account}, adapter: audiosocket, called: '+1202*'}
          - {flow: Flows/b.yaml, account: {caller: number}, language: es-ES}
        audiosocket: {listen: '[::1]:9000', peers: [192.0.2.0/24], token: {env: TOKEN}, account_prefix: A-}
        sip:
          listen: ['udp:0.0.0.0:5060', 'tls:[::1]:5061']
          advertised: 192.0.2.1
          media_ports: 30000-30999
          codecs: [PCMA]
          srtp: required
          transfer: refer_or_bridge
          transfer_ringing: 12s
          certificate: tls.pem
          registrations: [{registrar: 'sip:pbx.example', identity: 'sip:ivr@pbx.example', refresh: 10m}]
          credentials: [{user: ivr, password: {file: /run/secret}}]
        dial: {gateways: ['gw.example:5060;transport=tcp'], ringing: 20s, flows: [Flows/out.yaml]}
        webhook: {url: 'http://127.0.0.1:9/x', secret: {file: key}, timeout: 3s}
        tracing:
          {endpoint: 'https://otlp.example/', service_name: ivr, headers: {Authorization: {env: OTLP}}, sample: 0.25, queue: 64}
        monitoring: {}
        """

    private func read(_ text: String) -> LoadedService {
        ServiceFile.parse(text.utf8, file: "etc/promesa.yaml")
    }

    private func problems(_ text: String) -> [String] { read(text).diagnostics.map(\.description) }

    @Test func `every key is read, and paths are beside the file`() throws {
        let configuration = try #require(read(Self.whole).configuration)
        #expect(configuration.organisation == "etc/organisation.yaml")
        #expect(configuration.accounts == "/srv/accounts")
        #expect(configuration.store == "etc/promesa.sqlite")
        #expect(configuration.calls == 7)
        #expect(configuration.longestCall == .seconds(300))
        #expect(configuration.drain == .zero)
        #expect(configuration.routes.map(\.account) == [.parameter("account"), .caller])
        #expect(configuration.routes.map(\.flow) == ["etc/Flows/a.yaml", "etc/Flows/b.yaml"])
        #expect(configuration.routes.map(\.called) == ["+1202*", nil])
        #expect(configuration.audioSocket?.listen == ListenAddress(host: "::1", port: 9_000))
        #expect(configuration.audioSocket?.token == .environment("TOKEN"))
        let sip = try #require(configuration.sip)
        #expect(sip.listen.map(\.text) == ["udp:0.0.0.0:5060", "tls:[::1]:5061"])
        #expect(sip.mediaPorts == 30_000...30_999)
        #expect(sip.codecs == [.aLaw])
        #expect(sip.srtp == .required)
        #expect(sip.transfer == .referOrBridge)
        #expect(sip.transferRinging == .seconds(12))
        #expect(sip.certificate == "etc/tls.pem")
        #expect(sip.registrations.map(\.refresh) == [.seconds(600)])
        #expect(sip.credentials.map(\.password) == [.file("/run/secret")])
        #expect(configuration.dial?.gateways == ["gw.example:5060;transport=tcp"])
        #expect(configuration.dial?.ringing == .seconds(20))
        #expect(configuration.dial?.flows == ["etc/Flows/out.yaml"])
        #expect(configuration.controlSocket == "etc/promesa.sqlite-control")
        #expect(configuration.webhook?.url == "http://127.0.0.1:9/x")
        #expect(configuration.webhook?.secret == .file("etc/key"))
        #expect(configuration.webhook?.timeout == .seconds(3))
        let tracing = try #require(configuration.tracing)
        #expect(tracing.url == "https://otlp.example/v1/traces")
        #expect(tracing.headers == ["Authorization": .environment("OTLP")])
        #expect((tracing.serviceName, tracing.sample, tracing.queue) == ("ivr", 0.25, 64))
        #expect(configuration.monitoring == ListenAddress(host: "127.0.0.1", port: 9_464))
    }

    @Test func `what is printed reads as the same configuration`() throws {
        let configuration = try #require(
            ServiceFile.parse(Self.whole.utf8, file: "/etc/promesa.yaml").configuration)
        let again = try #require(
            ServiceFile.parse(configuration.text.utf8, file: "/etc/promesa.yaml").configuration)
        var placed = configuration
        placed.routes = zip(configuration.routes, again.routes).map { $0.placed(at: $1.position) }
        #expect(again == placed)
    }

    @Test func `every key of the table can be written`() {
        for key in ServiceKey.all where key.section.isEmpty {
            let others = problems("\(key.name): x\n").filter { $0.contains("unknown key") }
            #expect(others.isEmpty)
        }
    }

    @Test(arguments: [
        ("organisation: a\n", "etc/promesa.yaml:1:1: error: the configuration needs 'accounts', 'routes'"),
        ("calls: 3\n", "unknown key 'calls'"),
        ("service: {calls: 0}\n", "1:18: error: 'calls' of 'service' is 0, outside 1 to 2000"),
        ("service: {drain: 5}\n", "must be a time with its unit"),
        ("routes: []\n", "'routes' is empty"),
        ("routes: [{flow: a}]\n", "route 1 needs 'account'"),
        ("routes: [{flow: a, account: {caller: name}}]\n", "must be one of number"),
        ("routes: [{flow: a, account: {}}]\n", "needs either 'parameter' or 'caller'"),
        ("audiosocket: {listen: 9092}\n", "must be an address and a port"),
        ("audiosocket: {listen: 'a b:1'}\n", "must be an address and a port"),
        ("audiosocket: {token: abc}\n", "a secret doesn't stand in the file"),
        ("audiosocket: {token: {env: A, file: b}}\n", "needs either 'env' or 'file'"),
        ("sip: {listen: [5060]}\n", "must be a transport, address and port"),
        ("sip: {codecs: [opus]}\n", "must be PCMU or PCMA"),
        ("sip: {transfer: blind}\n", "must be one of refer, bridge, refer_or_bridge"),
        ("sip: {transfer_ringing: 1m}\n", "'transfer_ringing' of 'sip'"),
        ("sip: {srtp: always}\n", "must be one of never, offered, required, if_asked"),
        ("sip: {media_ports: 9-8}\n", "must be two ports"),
        ("sip: {credentials: [{user: a, password: x}]}\n", "a secret doesn't stand in the file"),
        ("sip: {registrations: [{}]}\n", "needs 'registrar', 'identity'"),
        ("webhook: {url: 'https://a.example'}\n", "'webhook' needs 'secret'"),
        ("webhook: {url: 'ftp://a', secret: {env: A}}\n", "must be an address such as"),
        ("webhook: {url: 'https://u:p@a.example', secret: {env: A}}\n", "no name and no password"),
        ("webhook: {url: 'http://a.example', secret: {env: A}}\n", "goes to another machine unencrypted"),
        ("webhook: {url: 'http://127.a.example', secret: {env: A}}\n", "goes to another machine unencrypted"),
        ("webhook: {url: 'https://a.example', secret: abc}\n", "a secret doesn't stand in the file"),
        ("tracing: {}\n", "'tracing' needs 'endpoint'"),
        ("tracing: {endpoint: 'http://a.example:4318'}\n", "goes to another machine unencrypted"),
        ("tracing: {endpoint: 'https://a', sample: 2}\n", "must be a number from 0 to 1"),
        ("tracing: {endpoint: 'https://a', queue: 1}\n", "'queue' of 'tracing' is 1, outside 16 to 65536"),
        ("tracing: {endpoint: 'https://a', headers: {a: b}}\n", "a secret doesn't stand in the file"),
        ("tracing: {endpoint: 'https://a', headers: {'a b': {env: A}}}\n", "is no name of a header"),
        ("sip: {media_ports: 30000-30197}\n", "'media_ports' are enough for 99 calls"),
        (
            "sip: {}\nroutes: [{flow: a, account: {caller: number}, adapter: audiosocket}]\n",
            "the route is for calls by 'audiosocket', and there is no 'audiosocket'"
        ),
        ("dial: {}\n", "'dial' needs 'gateways'"),
        ("dial: {gateways: ['a@b']}\n", "must be a host with its port"),
        ("dial: {gateways: ['a;maddr=b']}\n", "must be a host with its port"),
        ("dial: {gateways: [a], ringing: 5s}\n", "'ringing' of 'dial'"),
        ("dial: {gateways: [a]}\n", "calls are placed by SIP; add 'sip'"),
        ("organisation: a\naccounts: b\nroutes: []\n", "no calls can come in"),
    ])
    func `what is wrong is said with its place`(text: String, message: String) {
        #expect(problems(text).contains { $0.contains(message) }, "\(problems(text))")
        #expect(read(text).configuration == nil)
    }
}

extension ServiceRoute {
    fileprivate func placed(at position: SourcePosition) -> ServiceRoute {
        ServiceRoute(
            position: position, adapter: adapter, called: called, flow: flow, language: language,
            account: account)
    }
}
