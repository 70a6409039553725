package org.posthorn.planted.control;

/** What other components must not use. */
public final class Inner {}
