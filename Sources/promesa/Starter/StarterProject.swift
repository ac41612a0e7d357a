/// The project that `promesa init` writes: a short payment reminder to learn the flow language from.
///
/// Its files lie in the folder `Project` and are compiled into the command, which so needs nothing beside it.
package enum StarterProject {
    /// A file of the project.
    package struct File: Sendable {
        /// Relative to the project's folder.
        package let path: String
        package let bytes: [UInt8]
    }

    /// All files, in the order in which a reader meets them.
    ///
    /// Embedding drops the folders of a resource, so the path of each is told here; base names must differ.
    package static let files = [
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
    ]
}
