package org.posthorn.sessions.value;

/** CDI event: sessions of an account have ended, here or on another server. */
public record SessionsEnded(long account) {}
