package org.posthorn.mime;

/** A range of octets of a message. */
public record Section(long offset, long length) {}
