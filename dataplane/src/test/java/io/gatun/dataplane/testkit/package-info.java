/**
 * Tools of the tests: a router in one thread, packets made and read by rules of their own, so that
 * an error of the product is not mirrored.
 */
package io.gatun.dataplane.testkit;
