import Foundation

/// Says in a few words why the system refused something about a file.
enum FileProblem {
    static func reason(of error: any Error) -> String {
        let error = error as NSError
        if let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError, cause.domain == NSPOSIXErrorDomain {
            return reason(ofCode: Int32(clamping: cause.code))
        }
        return error.domain == NSPOSIXErrorDomain
            ? reason(ofCode: Int32(clamping: error.code)) : error.localizedDescription
    }

    static func reason(ofCode code: Int32) -> String {
        String(cString: strerror(code)).lowercased()
    }
}
