package org.posthorn.junk.value;

/**
 * What a filter says of a message.
 *
 * @param probability that it is junk, 0 to 1
 * @param significant whether the filter has seen enough good mail to be believed
 */
public record JunkScore(double probability, boolean significant) {}
