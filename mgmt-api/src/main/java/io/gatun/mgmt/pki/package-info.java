/** Certificates: reading them, a small authority that makes them, and the role in them. */
package io.gatun.mgmt.pki;
