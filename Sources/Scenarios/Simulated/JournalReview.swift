package import Calls
import Dialog

/// Looks through the journal of a call, however it was made, as the observer of simulated calls does.
package enum JournalReview {
    /// What the call did that no call may do, and what of it doesn't replay; empty for a call in order.
    package static func violations(_ lines: [JournalLine], of setup: CallSetup) -> [String] {
        var observer = CallObserver(setup)
        var pending: CommitRecord?
        do {
            let journal = try JournalText(lines: lines.map(\.json))
            let replay = try JournalReplay(journal, with: setup) { conversation, moment in
                if case .committed(let outcome) = moment.event, let record = pending {
                    observer.stored(record, outcome)
                    pending = nil
                }
                var said: [PlaybackID: [RenderedPrompt]] = [:]
                for effect in moment.effects {
                    if case .play(let playback) = effect {
                        said[playback.id] = try? conversation.render(playback, at: moment.time).get()
                    }
                    if case .commit(let request) = effect {
                        pending = conversation.commitRecord(for: request, at: moment.time)
                    }
                }
                // What is being decoded is not in the journal, so that a call may seem to stand still.
                observer.observe(moment.event, moment.effects, said: said, isAwaited: true, at: moment.time)
            }
            switch replay.ending {
            case .complete: break
            case .brokenOff: observer.report("the journal breaks off")
            case .withheld: break
            case .different(let difference):
                observer.report("the replay differs from line \(difference.line) on")
            }
        } catch {
            observer.report("the journal can't be read: \(error)")
        }
        return observer.violations
    }
}
