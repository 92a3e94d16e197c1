/**
 * The counters of a router in a mapped file, which any process can read without asking the router.
 */
package io.gatun.mgmt.counters;
