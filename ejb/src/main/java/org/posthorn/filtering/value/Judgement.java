package org.posthorn.filtering.value;

/**
 * What comes of a message for one account.
 *
 * @param filing where it is put if it is taken; of one that is not taken, where it is kept
 * @param kept whether a message that is not taken is kept for the account to see
 * @param word that the sender is to put into the subject; empty text where none is asked for
 * @param forwarded whether a rule says that it was forwarded, or is of a list that is let through
 */
public record Judgement(
    FilterTarget target,
    Decision decision,
    Filing filing,
    boolean kept,
    String word,
    boolean forwarded) {}
