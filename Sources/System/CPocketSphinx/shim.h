#pragma once
#include <pocketsphinx.h>
#include <sphinxbase/cmn.h>
#include <sphinxbase/err.h>
#include <sphinxbase/feat.h>
#include <string.h>

/// Forgets the frames of the previous utterance.
///
/// The streaming features of a first frame reach back into this ring buffer, and libsphinxbase leaves it as it was:
/// without this a score depends on what was said before.
static inline void pocketsphinx_clear_frames(feat_t *features) {
    for (int i = 0; i < LIVEBUFBLOCKSIZE; ++i)
        memset(features->cepbuf[i], 0, (size_t)features->cepsize * sizeof(mfcc_t));
    features->bufpos = features->curpos = 0;
}
