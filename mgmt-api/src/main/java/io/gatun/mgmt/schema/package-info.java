/**
 * What the settings of a record are, as its components declare them: the one place from which a
 * file is read, its JSON Schema is made and a setting is explained. Knows no setting itself.
 */
package io.gatun.mgmt.schema;
