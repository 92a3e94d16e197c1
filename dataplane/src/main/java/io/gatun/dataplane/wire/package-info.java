/**
 * What packets look like: header views, checksums, byte order. Everything is static and takes the
 * absolute address of a header; the batch holds those addresses. Lengths are checked once, at the
 * door of a header ({@code flaw}); accessors after it trust.
 */
package io.gatun.dataplane.wire;
