#pragma once
#include <sched.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Asks for a slice of so many nanoseconds for the calling thread, which keeps its priority: sched_setattr(2) has no function
/// in glibc, and `syscall` is variadic. A thread of another policy than the usual one is left as it is, and threads and
/// processes that it begins have the usual slice. 0, or -1 with errno.
static inline int promesa_thread_slice(uint64_t nanoseconds)
{
	// The first version of the kernel's struct sched_attr.
	struct {
		uint32_t size, policy;
		uint64_t flags;
		int32_t nice;
		uint32_t priority;
		uint64_t runtime, deadline, period;
	} attributes;
	// A thread that was here before tells so in its policy: SCHED_RESET_ON_FORK of <linux/sched.h>.
	if ((sched_getscheduler(0) & ~0x40000000) != SCHED_OTHER)
		return 0;
	memset(&attributes, 0, sizeof attributes);
	attributes.size = sizeof attributes;
	attributes.policy = SCHED_OTHER;
	// SCHED_FLAG_RESET_ON_FORK: what works for long must not take the place of what works for a moment.
	attributes.flags = 0x01;
	// On Linux this is the thread's own.
	attributes.nice = getpriority(PRIO_PROCESS, 0);
	attributes.runtime = nanoseconds;
	return (int)syscall(SYS_sched_setattr, 0, &attributes, 0);
}
