package import Foundation
import FoundationNetworking
import Synchronization

/// Posts JSON to one address: what is meant for it is sent to no other, so no redirect is followed.
package final class PostClient: Sendable {
    /// Why a post has no answer.
    package struct NoAnswer: Error {
        package let why: String
    }

    private let url: URL
    private let session: URLSession
    private let answers: Answers

    /// A post without an answer after so many seconds is given up.
    package init(_ url: URL, timeoutSeconds: Double) {
        self.url = url
        let settings = URLSessionConfiguration.ephemeral
        settings.httpCookieAcceptPolicy = .never
        settings.urlCache = nil
        settings.timeoutIntervalForRequest = timeoutSeconds
        settings.timeoutIntervalForResource = timeoutSeconds
        answers = Answers()
        session = URLSession(configuration: settings, delegate: answers, delegateQueue: nil)
    }

    /// Posts, and returns the status of the answer; what else it says is not kept.
    package func post(_ body: Data, headers: [String: String] = [:]) async throws(NoAnswer) -> Int {
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue("promesa", forHTTPHeaderField: "User-Agent")
        request.httpBody = body
        let task = session.dataTask(with: request)
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { answers.await(task, $0) }
        } onCancel: {
            answers.cancel(task)
        }
        answers.forget(task)
        return try answer.get()
    }

    /// Posts that are on their way come to their end; no more are made.
    package func end() { session.finishTasksAndInvalidate() }
}

/// What comes back for the posts that are on their way.
private final class Answers: NSObject, URLSessionDataDelegate {
    typealias Answer = Result<Int, PostClient.NoAnswer>

    /// More bytes than these are not read.
    private static let longest = 65_536

    private struct Waiting {
        let continuation: CheckedContinuation<Answer, Never>
        var bytes = 0
    }

    private struct State {
        var waiting: [Int: Waiting] = [:]
        /// Those that nobody waits for, before they began or after they ended.
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())

    func await(_ task: URLSessionDataTask, _ continuation: CheckedContinuation<Answer, Never>) {
        let isWanted = state.withLock { state in
            guard !state.cancelled.contains(task.taskIdentifier) else { return false }
            state.waiting[task.taskIdentifier] = Waiting(continuation: continuation)
            return true
        }
        if isWanted {
            task.resume()
        } else {
            continuation.resume(returning: .failure(PostClient.NoAnswer(why: "cancelled")))
        }
    }

    func cancel(_ task: URLSessionDataTask) {
        state.withLock { _ = $0.cancelled.insert(task.taskIdentifier) }
        task.cancel()
    }

    func forget(_ task: URLSessionDataTask) {
        state.withLock { _ = $0.cancelled.remove(task.taskIdentifier) }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) { completionHandler(nil) }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLong = state.withLock { state in
            state.waiting[dataTask.taskIdentifier]?.bytes += data.count
            return state.waiting[dataTask.taskIdentifier].map { $0.bytes > Self.longest } ?? true
        }
        guard isTooLong else { return }
        dataTask.cancel()
        finish(dataTask, nil)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        finish(task, error)
    }

    private func finish(_ task: URLSessionTask, _ error: (any Error)?) {
        let found = state.withLock { $0.waiting.removeValue(forKey: task.taskIdentifier) }
        guard let found else { return }
        if let error {
            found.continuation.resume(
                returning: .failure(PostClient.NoAnswer(why: error.localizedDescription)))
        } else if let status = (task.response as? HTTPURLResponse)?.statusCode {
            found.continuation.resume(returning: .success(status))
        } else {
            found.continuation.resume(returning: .failure(PostClient.NoAnswer(why: "no HTTP")))
        }
    }
}
