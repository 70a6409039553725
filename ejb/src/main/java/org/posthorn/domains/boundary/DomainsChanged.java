package org.posthorn.domains.boundary;

/** CDI event, fired in the transaction that adds or removes a domain. */
public record DomainsChanged(String name) {}
