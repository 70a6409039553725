package org.posthorn.filtering.control;

import java.util.List;
import java.util.function.Supplier;
import org.posthorn.filtering.control.Incoming.Dmarc;
import org.posthorn.filtering.value.SenderFacts;
import org.posthorn.junk.value.WordSet;

/**
 * What is known of a message, for whichever account.
 *
 * @param sender with nothing left out
 * @param mailFrom the sender of MAIL, as facts have addresses; empty text where there is none
 * @param client its IP address
 * @param quarantine whether the policy of the author's domain wants it kept apart
 * @param fields the header, names and values in lower case
 * @param messageDigest of the Message-ID, or of what it says where it has none
 * @param words by which junk filters go; found when they are asked for
 * @param lists what lists in DNS say of the client
 * @param size octets of the message
 */
record Examined(
    SenderFacts sender,
    String mailFrom,
    String client,
    boolean spfFails,
    boolean named,
    boolean tls,
    Dmarc dmarc,
    boolean quarantine,
    String subject,
    List<String> addressed,
    List<String[]> fields,
    long messageDigest,
    Supplier<WordSet> words,
    Blocklists.Asking lists,
    long size) {}
