/**
 * The revisions of one configuration file on disk, and how it is replaced so that a crash at any
 * point leaves the old or the new one whole.
 */
package io.gatun.dataplane.revision;
