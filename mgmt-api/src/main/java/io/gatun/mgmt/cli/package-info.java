/** The command line: {@link io.gatun.mgmt.cli.Gatun} on top, one class for each noun below. */
package io.gatun.mgmt.cli;
