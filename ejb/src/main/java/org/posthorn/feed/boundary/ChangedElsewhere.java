package org.posthorn.feed.boundary;

/**
 * CDI event: another server has changed something. Kinds that an observer does not know are none of
 * its business, or come from a newer build.
 *
 * @param kind what it is, as whoever told it has called it
 * @param text what else there is to say, by kind
 */
public record ChangedElsewhere(String kind, long id, String text) {}
