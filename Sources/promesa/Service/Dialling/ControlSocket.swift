import Foundation
import Glibc

/// The Unix domain socket between `promesa dial` and the service.
enum ControlSocket {
    /// A socket at a path, bound and not yet listening, with no rights for anybody else from its first moment on.
    ///
    /// What a dead service left there is taken away; that another one lives there is an error.
    static func bound(to path: String) throws -> CInt {
        if let other = try? connection(to: path) {
            close(other)
            throw CommandFailure(
                .environment,
                "promesa: error: another service listens on '\(path)'; give 'dial' another 'socket'")
        }
        try removeRest(at: path)
        let descriptor = try make(path)
        // Linux gives the file the rights of the socket, so there is no moment at which others could open it.
        let isBound =
            fchmod(descriptor, 0o600) == 0 && withAddress(of: path) { bind(descriptor, $0, $1) } == 0
            && chmod(path, 0o600) == 0
        guard isBound else { throw failure("listening on '\(path)'", closing: descriptor) }
        return descriptor
    }

    /// A connection to a service; its descriptor is the caller's to close.
    static func connection(to path: String) throws -> CInt {
        let descriptor = try make(path)
        guard withAddress(of: path, { connect(descriptor, $0, $1) }) == 0 else {
            throw failure("reaching the service on '\(path)'", closing: descriptor)
        }
        return descriptor
    }

    private static func removeRest(at path: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw CommandFailure(.environment, "promesa: error: '\(path)' is there and is no socket")
        }
        unlink(path)
    }

    private static func make(_ path: String) throws -> CInt {
        guard path.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path) else {
            throw CommandFailure(
                .environment,
                "promesa: error: '\(path)' is too long for a socket; give 'dial' a shorter 'socket'")
        }
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw failure("making a socket", closing: descriptor) }
        return descriptor
    }

    private static func withAddress(
        of path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
    ) -> CInt {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private static func failure(_ what: String, closing descriptor: CInt) -> CommandFailure {
        let why = String(cString: strerror(errno))
        if descriptor >= 0 { close(descriptor) }
        return CommandFailure(.environment, "promesa: error: \(what): \(why)")
    }
}
