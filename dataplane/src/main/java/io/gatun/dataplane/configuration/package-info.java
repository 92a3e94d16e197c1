/** The configuration file: its records, its reader, and the reasons why a file is refused. */
package io.gatun.dataplane.configuration;
