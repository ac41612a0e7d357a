#pragma once

// libre.pc leaves these out, and HAVE_INET6 changes the size of `struct sa`: they must be as the package was
// built with. RELEASE keeps the soft breakpoints of its debug build out of its inline functions.
#define HAVE_INTTYPES_H 1
#define HAVE_STDBOOL_H 1
#define HAVE_INET6 1
#ifndef RELEASE
#define RELEASE 1
#endif
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <re.h>
// Its header for messages on stderr asks for these.
#define DEBUG_MODULE "promesa"
#define DEBUG_LEVEL 0
#include <re_dbg.h>

// Of OpenSSL, which libre is built on; its own headers are not needed for this. libre's handler for certificates
// takes every one.
struct ssl_ctx_st;
struct x509_store_ctx_st;
struct ssl_ctx_st *tls_openssl_context(const struct tls *tls);
void SSL_CTX_set_verify(struct ssl_ctx_st *context, int mode,
			int (*verdict)(int, struct x509_store_ctx_st *));
void SSL_CTX_set_verify_depth(struct ssl_ctx_st *context, int depth);

/// Refuses connections to servers whose certificate does not go back to one of the authorities in the file, and those
/// of clients that show such a certificate; returns an error number if the file can't be read.
static inline int promesa_tls_trust(struct tls *tls, const char *authorities)
{
	const int error = tls_add_ca(tls, authorities);
	if (error)
		return error;
	// SSL_VERIFY_PEER, with OpenSSL's own verdict; intermediate authorities are common.
	SSL_CTX_set_verify(tls_openssl_context(tls), 1, NULL);
	SSL_CTX_set_verify_depth(tls_openssl_context(tls), 4);
	return 0;
}

// libre's functions with variable arguments, which Swift can't call. Headers are handed over as one text of
// complete lines ("X-Name: value\r\n"), never as a format.

/// The text as a buffer for a message body; NULL without memory. The caller releases it with `mem_deref`.
static inline struct mbuf *promesa_body(const char *text)
{
	const size_t length = strlen(text);
	struct mbuf *body = mbuf_alloc(length + 1);
	if (!body)
		return NULL;
	if (mbuf_write_mem(body, (const uint8_t *)text, length)) {
		mem_deref(body);
		return NULL;
	}
	body->pos = 0;
	return body;
}

/// A copy of the text that libre owns, as its authentication handlers return it; NULL without memory.
static inline char *promesa_copy(const char *text)
{
	char *copy = NULL;
	return str_dup(&copy, text) ? NULL : copy;
}

static inline int promesa_transport_add(struct sip *sip, enum sip_transp transport,
					const struct sa *address, struct tls *tls)
{
	return sip_transp_add(sip, transport, address, tls);
}

static inline int promesa_session_accept(
	struct sipsess **session, struct sipsess_sock *sock, const struct sip_msg *message,
	uint16_t status, const char *reason, const char *contact,
	sip_auth_h *credentials, void *credentials_argument,
	sipsess_offer_h *offer, sipsess_answer_h *answer, sipsess_estab_h *established,
	sipsess_info_h *info, sipsess_close_h *closed, void *argument)
{
	return sipsess_accept(session, sock, message, status, reason, contact, "application/sdp", NULL,
			      credentials, credentials_argument, false, offer, answer, established,
			      info, NULL, closed, argument, NULL);
}

static inline int promesa_session_connect(
	struct sipsess **session, struct sipsess_sock *sock, const char *to, const char *from,
	const char *contact, const char **routes, uint32_t route_count, struct mbuf *description,
	const char *headers,
	sip_auth_h *credentials, void *credentials_argument,
	sipsess_offer_h *offer, sipsess_answer_h *answer, sipsess_progr_h *progress,
	sipsess_estab_h *established, sipsess_info_h *info, sipsess_close_h *closed, void *argument)
{
	return sipsess_connect(session, sock, to, NULL, from, contact, routes, route_count,
			       "application/sdp", description, credentials, credentials_argument, false,
			       offer, answer, progress, established, info, NULL, closed, argument, "%s", headers);
}

static inline int promesa_session_answer(struct sipsess *session, struct mbuf *description)
{
	return sipsess_answer(session, 200, "OK", description, NULL);
}

static inline int promesa_session_reject(struct sipsess *session, uint16_t status, const char *reason)
{
	return sipsess_reject(session, status, reason, NULL);
}

/// Answers without a transaction: nothing is kept, and a request that comes again is answered again.
static inline int promesa_reply(struct sip *sip, const struct sip_msg *message, uint16_t status,
				const char *reason, const char *headers)
{
	return sip_replyf(sip, message, status, reason, "%sContent-Length: 0\r\n\r\n", headers);
}

static inline int promesa_register(
	struct sipreg **registration, struct sip *sip, const char *registrar, const char *identity,
	uint32_t expires, const char *contact_user, const char **routes, uint32_t route_count,
	sip_auth_h *credentials, void *credentials_argument, sip_resp_h *response, void *argument)
{
	return sipreg_register(registration, sip, registrar, identity, NULL, identity, expires,
			       contact_user, routes, route_count, 0, credentials, credentials_argument,
			       false, response, argument, NULL, NULL);
}

static inline int promesa_refer(
	struct sipsub **subscription, struct sipevent_sock *sock, struct sip_dialog *dialog,
	const char *contact, sip_auth_h *credentials, void *credentials_argument,
	sipsub_notify_h *notify, sipsub_close_h *closed, void *argument, const char *headers)
{
	return sipevent_drefer(subscription, sock, dialog, contact, credentials, credentials_argument,
			       false, notify, closed, argument, "%s", headers);
}
