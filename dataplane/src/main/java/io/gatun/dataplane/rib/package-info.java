/**
 * Every route there is: tables of prefixes, and at each prefix the routes to it in order of
 * preference. What a route is like stands once for all routes that are alike. Nothing here knows
 * how packets are forwarded. For control's thread.
 */
package io.gatun.dataplane.rib;
