package org.posthorn.signing.value;

/** CDI event, fired in the transaction that adds, changes or removes keys of a domain. */
public record DkimKeysChanged(long domainId) {}
