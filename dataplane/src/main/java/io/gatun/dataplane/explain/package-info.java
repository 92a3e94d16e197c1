/** Explanations from a configuration that no router runs. */
package io.gatun.dataplane.explain;
