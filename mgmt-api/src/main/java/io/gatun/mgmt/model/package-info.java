/** Addresses, and what a router shows of itself, as records. Depends on the JDK alone. */
package io.gatun.mgmt.model;
