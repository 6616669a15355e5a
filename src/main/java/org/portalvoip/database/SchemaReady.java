package org.portalvoip.database;

/** Fired once at start, when the schema is the newest one and the tables may be read. */
public record SchemaReady() {}
