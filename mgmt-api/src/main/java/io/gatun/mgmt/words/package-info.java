/** Words people type, and the ones they meant. */
package io.gatun.mgmt.words;
