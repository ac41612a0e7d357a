#pragma once
#include <sched.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Asks for a slice of so many nanoseconds for the calling thread, which keeps its priority: sched_setattr(2) has no function
/// in glibc, and `syscall` is variadic. A thread of another policy than the usual one is left as it is. 0, or -1 with errno.
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
	if (sched_getscheduler(0) != SCHED_OTHER)
		return 0;
	memset(&attributes, 0, sizeof attributes);
	attributes.size = sizeof attributes;
	attributes.policy = SCHED_OTHER;
	// On Linux this is the thread's own.
	attributes.nice = getpriority(PRIO_PROCESS, 0);
	attributes.runtime = nanoseconds;
	return (int)syscall(SYS_sched_setattr, 0, &attributes, 0);
}
