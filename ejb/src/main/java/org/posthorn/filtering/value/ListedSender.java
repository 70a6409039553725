package org.posthorn.filtering.value;

/**
 * Somebody whose mail is refused or taken, whatever else is known.
 *
 * @param pattern an address, a domain (with those below it) or a network, in lower case
 * @param allowed whether the mail is taken
 * @param remark for people
 */
public record ListedSender(String pattern, boolean allowed, String remark) {}
