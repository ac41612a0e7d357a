import ArgumentParser
import Dialog
import Storage

/// `promesa promises list`.
struct PromisesList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List promises with their state, one payment a line.")

    @OptionGroup var selection: PromisesCommand.Selection

    @Flag(help: "Print one JSON object a line, as export does.")
    var json = false

    func run() throws {
        let promises = try selection.promises()
        guard !json else { return print(try PromiseExport.jsonl(promises), terminator: "") }
        for promise in promises {
            for (payment, progress) in zip(promise.instalments, promise.progress) {
                print(line(promise, payment, progress))
            }
        }
        print("\(promises.count) promises")
    }

    private func line(
        _ promise: PromiseRecord, _ payment: Instalment, _ progress: InstalmentProgress
    ) -> String {
        [
            promise.reference, promise.account.rawValue, promise.kind.rawValue, promise.status.rawValue,
            "\(payment.sequence)/\(promise.instalments.count)", payment.amount.description,
            "due \(payment.due)", promise.announcement.rawValue,
            promise.judgedOn == nil ? nil : "\(progress.state.rawValue), paid \(progress.paid.decimalText)",
        ].compactMap { $0 }.joined(separator: "  ")
    }
}
