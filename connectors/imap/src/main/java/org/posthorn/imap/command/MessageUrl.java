package org.posthorn.imap.command;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message of this server, or a part of it, as a URL names it. RFC 5092.
 *
 * @param server user and host when the URL names a host, as written: {@code ann@host}
 * @param mailbox empty when it is the selected one
 * @param uidValidity that the mailbox must have
 * @param section the octets meant
 * @param partial some of them only
 */
public record MessageUrl(
    Optional<String> server,
    Optional<String> mailbox,
    OptionalLong uidValidity,
    long uid,
    SectionSpec section,
    Optional<FetchItem.Partial> partial) {}
