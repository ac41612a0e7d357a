/// What a walk found wrong.
package struct Violation: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// What may be wrong, in the words by which policies ask for it.
    package enum Check: String, Hashable, Sendable, CaseIterable {
        case debt = "verified_before_debt"
        case decision = "verified_before_deciding"
        case confirmation = "confirmed_promise"
        case level = "verified_commit"
        case readBack = "spoken_read_back"
        case loop = "bounded_loops"
        case ending = "one_disposition"
        case reach = "reachable_steps"
        case value = "assigned_before_use"
        case secret = "unspoken_secrets"
        case identity = "business_identity_first"
        case optOutNext = "opt_out_after_identity"
        case machineNext = "automated_notice_after_identity"
        case machine = "automated_notice_before_questions"
        case recording = "recording_notice_before_questions"
        case purpose = "recording_purpose_before_questions"
        case optOut = "opt_out_before_questions"
        case notice = "legal_notice_before_debt"
        case contents = "legal_notice_contents"
        case command = "live_commands"
        case stop = "opt_out_obeyed"
        case threat = "no_threats"
        case recorder = "limited_content_message"
    }

    package let check: Check
    /// The step, with its flow's name unless that is the root; the command of `live_commands`; empty for the whole flow.
    package let place: String

    package var description: String { place.isEmpty ? check.rawValue : "\(check.rawValue) at \(place)" }

    package static func < (left: Violation, right: Violation) -> Bool {
        (left.check.rawValue, left.place) < (right.check.rawValue, right.place)
    }
}
