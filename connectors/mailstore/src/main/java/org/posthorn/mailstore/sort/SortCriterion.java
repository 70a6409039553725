package org.posthorn.mailstore.sort;

/**
 * One criterion.
 *
 * @param descending whether REVERSE stood before it
 */
public record SortCriterion(SortKey key, boolean descending) {}
