package import Calls
import Dialog

/// A scenario with the call that it starts: everything it names is there.
package struct PreparedScenario: Sendable {
    package let scenario: Scenario
    package let setup: CallSetup

    package init(_ scenario: Scenario, _ setup: CallSetup) {
        self.scenario = scenario
        self.setup = setup
    }
}
