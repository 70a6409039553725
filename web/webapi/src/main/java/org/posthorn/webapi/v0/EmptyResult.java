package org.posthorn.webapi.v0;

/** Done, and nothing to be told. */
public record EmptyResult() {}
