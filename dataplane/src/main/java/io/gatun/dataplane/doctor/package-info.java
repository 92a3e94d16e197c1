/** What the host lacks to run the router, and to run it fast. */
package io.gatun.dataplane.doctor;
