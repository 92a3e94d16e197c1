/** What Linux offers and the JDK does not: thread affinity, and facts of the host for a doctor. */
package io.gatun.linux;
