package org.posthorn.mime.compose;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to be changed in the header of a message.
 *
 * @param prefix complete fields with their line ends, put first; may be empty
 * @param removed names of fields to leave out, in any case
 * @param dateIfMissing value of a Date field, added when there is none
 * @param messageIdIfMissing value of a Message-ID field, added when there is none
 */
public record HeaderEdits(
    String prefix,
    Set<String> removed,
    Optional<String> dateIfMissing,
    Optional<String> messageIdIfMissing) {

  /** Checks that the prefix ends with a line end. */
  public HeaderEdits {
    if (!prefix.isEmpty() && !prefix.endsWith("\r\n")) {
      throw new IllegalArgumentException("the prefix does not end with CRLF");
    }
    removed = removed.stream().map(n -> n.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    removed = Set.copyOf(removed);
  }

  /** Only puts fields first. */
  public static HeaderEdits prefix(String prefix) {
    return new HeaderEdits(prefix, Set.of(), Optional.empty(), Optional.empty());
  }
}
