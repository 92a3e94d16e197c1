/**
 * Routing tables out of files: lists of prefixes and MRT dumps (RFC 6396), plain or gzip, read one
 * route at a time.
 */
package io.gatun.mgmt.table;
