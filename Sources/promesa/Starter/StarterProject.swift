package import Dialog

/// A project that `promesa init` writes: a short payment reminder to learn the flow language from.
///
/// The files of each language lie in a folder of their own and are compiled into the command, which so needs nothing
/// beside it.
package struct StarterProject: Sendable {
    /// A file of the project.
    package struct File: Sendable {
        /// Relative to the project's folder.
        package let path: String
        /// Its name in the sources, if that is another one than in the project.
        package let source: String
        package let bytes: [UInt8]

        init(path: String, source: String? = nil, bytes: [UInt8]) {
            self.path = path
            self.source = source ?? path
            self.bytes = bytes
        }
    }

    package let language: LanguageTag
    /// Where its files lie, in the folder `Starter` of the sources.
    package let folder: String
    /// The flow to try; relative to the project's folder, as are the account and the organisation.
    package let flow: String
    package let account: String
    package let organisation: String
    /// What the caller of the example keys, from the greeting to the promise.
    package let keys: [String]
    /// All files, in the order in which a reader meets them.
    package let files: [File]

    package static let all = [english, spanish]

    /// Nil for a language that no project is written in.
    package static func project(in language: LanguageTag) -> StarterProject? {
        all.first { $0.language == language }
    }
}

// Embedding drops the folders of a resource, so the path of each is told here; base names must differ over all projects.
extension StarterProject {
    private static let english = StarterProject(
        language: "en-US", folder: "Project", flow: "Flows/payment-reminder.yaml", account: "account.json",
        organisation: "organisation.yaml", keys: ["1", "03151980", "1", "0310", "1"],
        files: [
            File(path: "README.md", bytes: PackageResources.README_md),
            File(path: "Flows/payment-reminder.yaml", bytes: PackageResources.payment_reminder_yaml),
            File(path: "Flows/identity-check.yaml", bytes: PackageResources.identity_check_yaml),
            File(path: "Prompts/catalogue.yaml", bytes: PackageResources.catalogue_yaml),
            File(path: "Prompts/en-US/texts.yaml", bytes: PackageResources.texts_yaml),
            File(path: "Prompts/en-US/phrases.yaml", bytes: PackageResources.phrases_yaml),
            File(path: "Prompts/en-US/debt-words.yaml", bytes: PackageResources.debt_words_yaml),
            File(
                path: "Scenarios/reminder-scenarios.yaml", bytes: PackageResources.reminder_scenarios_yaml),
            File(path: "organisation.yaml", bytes: PackageResources.organisation_yaml),
            File(path: "account.json", bytes: PackageResources.account_json),
        ])

    private static let spanish = StarterProject(
        language: "es-ES", folder: "Proyecto", flow: "Flows/recordatorio-de-pago.yaml",
        account: "cuenta.json",
        organisation: "organizacion.yaml", keys: ["1", "15031980", "1", "1003", "1"],
        files: [
            File(path: "LEEME.md", bytes: PackageResources.LEEME_md),
            File(path: "Flows/recordatorio-de-pago.yaml", bytes: PackageResources.recordatorio_de_pago_yaml),
            File(path: "Flows/comprobar-identidad.yaml", bytes: PackageResources.comprobar_identidad_yaml),
            File(
                path: "Prompts/catalogue.yaml", source: "Prompts/catalogo.yaml",
                bytes: PackageResources.catalogo_yaml),
            File(path: "Prompts/es-ES/textos.yaml", bytes: PackageResources.textos_yaml),
            File(path: "Prompts/es-ES/frases.yaml", bytes: PackageResources.frases_yaml),
            File(
                path: "Prompts/es-ES/palabras-de-deuda.yaml", bytes: PackageResources.palabras_de_deuda_yaml),
            File(
                path: "Scenarios/escenarios-recordatorio.yaml",
                bytes: PackageResources.escenarios_recordatorio_yaml),
            File(path: "organizacion.yaml", bytes: PackageResources.organizacion_yaml),
            File(path: "cuenta.json", bytes: PackageResources.cuenta_json),
        ])
}
