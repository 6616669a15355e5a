package org.portalvoip.database;

/** Fired once at start, when the schema is up to date and the tables may be read. */
public record SchemaReady() {}
