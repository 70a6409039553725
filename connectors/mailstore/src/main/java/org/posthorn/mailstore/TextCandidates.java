package org.posthorn.mailstore;

import org.posthorn.kernel.UidSet;

/**
 * What an index knows of a text: of the messages below a UID, only those named can have it.
 *
 * @param below the lowest UID that the index does not know
 * @param uids may name messages that do not have the text, or are gone
 */
public record TextCandidates(long below, UidSet uids) {}
