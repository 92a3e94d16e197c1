/** What a client asks of a router, and what the router answers. */
package io.gatun.mgmt.message;
