#pragma once
#include <espeak-ng/speak_lib.h>
#include <unistd.h>

// Swift hides fork(), which is unsafe in a process with threads; the voice process has one.
static inline pid_t promesa_fork(void) { return fork(); }
