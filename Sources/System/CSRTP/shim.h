#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <srtp2/srtp.h>

// What a policy is made of are macros, unions and arrays of pointers: flat values are handed over instead.

enum promesa_srtp_suite {
	promesa_srtp_aes_cm_128_hmac_80,
	promesa_srtp_aes_cm_128_hmac_32,
	promesa_srtp_aes_gcm_128,
	promesa_srtp_aes_gcm_256,
};

/// Makes a session of one direction for packets of any source.
///
/// The key is followed by its salt, as long as the suite wants it; the identifier (MKI) stands in each packet, of length
/// 0 for none. Both are copied. The caller gives the session back with `srtp_dealloc`.
static inline srtp_err_status_t promesa_srtp_create(
	srtp_t *session, enum promesa_srtp_suite suite, bool sends, const uint8_t *key,
	const uint8_t *identifier, unsigned int identifier_length)
{
	srtp_master_key_t master = {(unsigned char *)key, (unsigned char *)identifier, identifier_length};
	srtp_master_key_t *masters[] = {&master};
	srtp_policy_t policy = {0};

	switch (suite) {
	case promesa_srtp_aes_cm_128_hmac_80:
		srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtp);
		srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtcp);
		break;
	case promesa_srtp_aes_cm_128_hmac_32:
		// The short tag is of audio alone (RFC 4568, section 6.2.2).
		srtp_crypto_policy_set_aes_cm_128_hmac_sha1_32(&policy.rtp);
		srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtcp);
		break;
	case promesa_srtp_aes_gcm_128:
		srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtp);
		srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtcp);
		break;
	case promesa_srtp_aes_gcm_256:
		srtp_crypto_policy_set_aes_gcm_256_16_auth(&policy.rtp);
		srtp_crypto_policy_set_aes_gcm_256_16_auth(&policy.rtcp);
		break;
	}
	policy.ssrc.type = sends ? ssrc_any_outbound : ssrc_any_inbound;
	policy.window_size = 128;
	if (identifier_length > 0) {
		policy.keys = masters;
		policy.num_master_keys = 1;
	} else {
		policy.key = (unsigned char *)key;
	}
	return srtp_create(session, &policy);
}
