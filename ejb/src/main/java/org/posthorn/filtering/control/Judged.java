package org.posthorn.filtering.control;

import java.time.Instant;

/**
 * A message of the past of which the user has said, by a flag or a move, what it is.
 *
 * @param received when it came
 * @param proved whether its author was proved
 * @param author a digest of the author's address, to tell authors apart
 */
public record Judged(Instant received, boolean junk, boolean proved, int author) {}
