package org.posthorn.filtering.control;

import org.posthorn.filtering.value.DecisionReason;

/**
 * What an account wants of its mail.
 *
 * @param reputation whether it goes by what is known of senders
 * @param junk whether it goes by what messages say
 * @param threshold above which probability a message is junk
 * @param proof whether only mail with a proved author is taken
 * @param challenges whether a word in the subject opens the door
 * @param delay whether unknown senders wait
 * @param listed what lists of senders say: {@link DecisionReason#DENIED}, {@link
 *     DecisionReason#ALLOWED}, or {@link DecisionReason#NONE}
 */
record Wishes(
    boolean reputation,
    boolean junk,
    double threshold,
    boolean proof,
    boolean challenges,
    boolean delay,
    DecisionReason listed) {}
