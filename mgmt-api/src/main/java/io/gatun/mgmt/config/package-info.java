/** The configuration: its text, its edits, and what each setting means. */
package io.gatun.mgmt.config;
