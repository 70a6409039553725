package org.posthorn.transports.value;

/** A route as administrators see it. */
public record RouteInfo(long id, RouteScope scope, RouteSpec spec) {}
