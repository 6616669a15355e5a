/**
 * The server's default data source: its schema, and the product behind it. The schema is migrated to the newest version
 * before anything else reads a table, and a database that is not the expected one is reported. Here also stands what
 * plain JDBC needs everywhere. The package does not know what the tables hold.
 */
package org.portalvoip.database;
