package org.posthorn.webmail.html;

/**
 * HTML that may be shown in a frame without scripts.
 *
 * @param html the content of a body element
 * @param remoteBlocked how many pictures and the like of other hosts were left out
 */
public record ReadableHtml(String html, int remoteBlocked) {}
