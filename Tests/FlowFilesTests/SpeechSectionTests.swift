import Dialog
import Testing

@testable import FlowFiles

/// The section `speech` of `promesa.yaml`.
struct SpeechSectionTests {
    private static let valid = """
        organisation: organisation.yaml
        accounts: accounts
        audiosocket: {}
        routes:
          - {flow: flow.yaml, account: {parameter: account}}
        speech:
          models:
            es-ES: models/es
            en-US: /srv/en

        """

    private static let models: [LanguageTag: String] = ["es-ES": "conf/models/es", "en-US": "/srv/en"]

    @Test func `models are folders beside the file, and survive printing`() throws {
        let loaded = ServiceFile.parse(Array(Self.valid.utf8), file: "/conf/promesa.yaml")
        #expect(loaded.diagnostics.isEmpty)
        let configuration = try #require(loaded.configuration)
        #expect(configuration.speech.models == ["es-ES": "/conf/models/es", "en-US": "/srv/en"])
        let again = ServiceFile.parse(Array(configuration.text.utf8), file: "promesa.yaml").configuration
        #expect(again?.speech.models == configuration.speech.models)
    }

    @Test func `the section is read alone, whatever the others are`() {
        for text in [Self.valid, "speech: {models: {es-ES: models/es, en-US: /srv/en}}\nroutes: 7\n"] {
            let loaded = SpeechSection.parse(Array(text.utf8), file: "conf/promesa.yaml")
            #expect(loaded.diagnostics.isEmpty)
            #expect(loaded.section?.models == Self.models)
        }
        #expect(SpeechSection.parse(Array("service: {}\n".utf8), file: "promesa.yaml").section?.models == [:])
    }

    @Test(arguments: [
        ("speech: {model: {es-ES: a}}\n", "promesa.yaml:1:10: error: 'speech' has an unknown key 'model'"),
        ("speech: {models: [a]}\n", "promesa.yaml:1:18: error: 'models' of 'speech' must be a mapping"),
        ("speech: {models: {es-ES: [a]}}\n", "the model of 'es-ES' must be text"),
        ("speach: {}\n", "unknown key 'speach'; did you mean 'speech'"),
    ])
    func `a mistake is told with its place`(_ text: String, _ expected: String) {
        let loaded = SpeechSection.parse(Array(text.utf8), file: "promesa.yaml")
        #expect(loaded.section == nil)
        #expect(loaded.diagnostics.map(\.description).contains { $0.contains(expected) })
    }
}
