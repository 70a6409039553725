package org.posthorn.mailauth.dkim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The header of a message, field by field as it stands there.
 *
 * @param fields from the top down
 */
public record RawHeader(List<RawField> fields) {
  public RawHeader {
    fields = List.copyOf(fields);
  }

  /**
   * Cuts a header into fields. Lines end with CRLF; a CR or LF alone is an octet like others.
   *
   * @param octets as Latin-1, with or without the empty line
   */
  public static RawHeader parse(String octets) {
    List<RawField> fields = new ArrayList<>();
    int start = 0;
    int from = 0;
    while (start < octets.length()) {
      int end = octets.indexOf("\r\n", from);
      int next = end < 0 ? octets.length() : end + 2;
      boolean folded =
          next < octets.length() && (octets.charAt(next) == ' ' || octets.charAt(next) == '\t');
      if (end < 0 || !folded) {
        String field = octets.substring(start, end < 0 ? next : end);
        if (!field.isEmpty()) {
          fields.add(RawField.of(field));
        }
        start = next;
      }
      from = next;
    }
    return new RawHeader(fields);
  }

  /** All fields of a name in lower case, from the top down. */
  public List<RawField> all(String name) {
    return fields.stream().filter(each -> each.name().equals(name)).toList();
  }

  /**
   * The fields that a list of names in lower case means: each name the next one from the bottom up.
   * Names for which none is left are passed over. RFC 6376 §5.4.2.
   */
  List<RawField> select(List<String> names) {
    Map<String, Integer> before = new HashMap<>();
    List<RawField> selected = new ArrayList<>();
    for (String name : names) {
      int from = before.getOrDefault(name, fields.size());
      Optional<Integer> found = lastBefore(from, name);
      found.ifPresent(at -> selected.add(fields.get(at)));
      before.put(name, found.orElse(0));
    }
    return selected;
  }

  private Optional<Integer> lastBefore(int end, String name) {
    for (int at = end - 1; at >= 0; at--) {
      if (fields.get(at).name().equals(name)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }
}
