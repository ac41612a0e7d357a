/// Who is told of each call's outcome.
package struct WebhookConfiguration: Sendable, Hashable {
    package var url: String
    /// What the posts are signed with.
    package var secret: SecretReference
    package var timeout: Duration = .seconds(10)
    /// Whether `http` may go to another machine.
    package var mayBePlain = false

    package init(url: String, secret: SecretReference) {
        self.url = url
        self.secret = secret
    }

    /// Why the address can't be posted to; nil if it can.
    var problem: String? {
        PostAddress.problem(url, mayBePlain: mayBePlain, example: "https://crm.example/outcomes")
    }
}

extension ServiceReader {
    func webhook(_ section: Record) -> WebhookConfiguration? {
        for key in ["url", "secret"] where !section.has(key) {
            findings.error(section.position, "'webhook' needs '\(key)'")
        }
        guard let url = section.text("url"), let secret = secret(section, "secret") else { return nil }
        var webhook = WebhookConfiguration(url: url, secret: secret)
        if let timeout = section.duration("timeout", .seconds(1)...(.seconds(60))) {
            webhook.timeout = timeout
        }
        webhook.mayBePlain = section.truth("plain_http") ?? false
        if let problem = webhook.problem {
            findings.error(section["url"]?.position ?? section.position, "'url' of 'webhook' \(problem)")
        }
        return webhook
    }
}
