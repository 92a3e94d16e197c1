/** The router over HTTP: the requests of the channel as JSON, metrics and health. */
package io.gatun.mgmt.http;
