package org.posthorn.transports.value;

/** CDI event: routes or transports are others now. */
public record RoutesChanged() {}
