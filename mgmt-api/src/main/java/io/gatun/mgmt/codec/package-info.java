/** One mapping of the records: CBOR in frames on the channel, JSON for people's programs. */
package io.gatun.mgmt.codec;
