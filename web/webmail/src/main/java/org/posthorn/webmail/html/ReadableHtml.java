package org.posthorn.webmail.html;

/**
 * HTML of a mail that nothing can be run from and that loads nothing but what was allowed.
 *
 * @param html a whole document or a fragment, as the method says that made it
 * @param remoteBlocked how many different addresses of other hosts it would have loaded
 */
public record ReadableHtml(String html, int remoteBlocked) {}
