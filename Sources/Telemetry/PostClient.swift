package import Foundation
import FoundationNetworking

/// Posts JSON to one address: what is meant for it is sent to no other, so no redirect is followed.
package final class PostClient: Sendable {
    /// Why a post has no answer.
    package struct NoAnswer: Error {
        package let why: String
    }

    private final class NoRedirects: NSObject, URLSessionTaskDelegate {
        func urlSession(
            _ session: URLSession, task: URLSessionTask,
            willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
            completionHandler: @escaping @Sendable (URLRequest?) -> Void
        ) { completionHandler(nil) }
    }

    private let url: URL
    private let session: URLSession

    /// A post without an answer after so many seconds is given up.
    package init(_ url: URL, timeoutSeconds: Double) {
        self.url = url
        let settings = URLSessionConfiguration.ephemeral
        settings.httpCookieAcceptPolicy = .never
        settings.urlCache = nil
        settings.timeoutIntervalForRequest = timeoutSeconds
        settings.timeoutIntervalForResource = timeoutSeconds
        session = URLSession(configuration: settings, delegate: NoRedirects(), delegateQueue: nil)
    }

    /// Posts, and returns the status of the answer.
    package func post(_ body: Data, headers: [String: String] = [:]) async throws(NoAnswer) -> Int {
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue("promesa", forHTTPHeaderField: "User-Agent")
        request.httpBody = body
        do {
            let (_, response) = try await session.data(for: request)
            if let status = (response as? HTTPURLResponse)?.statusCode { return status }
        } catch {
            throw NoAnswer(why: error.localizedDescription)
        }
        throw NoAnswer(why: "no HTTP")
    }

    /// Posts that are on their way come to their end; no more are made.
    package func end() { session.finishTasksAndInvalidate() }
}
