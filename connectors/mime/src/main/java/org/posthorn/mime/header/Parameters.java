package org.posthorn.mime.header;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A structured value with parameters, as in Content-Type and Content-Disposition. Text is one char
 * per octet as it came. RFC 2045 §5.1, RFC 2183, RFC 2231.
 *
 * @param value what stands before the first semicolon, without blanks, comments and quotes
 * @param parameters by name as written, in order; continuations are joined, under a name that ends
 *     with {@code *} when the joined value is still encoded
 */
public record Parameters(String value, Map<String, String> parameters) {

  /** No more parameters than this are kept. */
  public static final int MAX = 100;

  /** Reads an unfolded header value. Any text will do. */
  public static Parameters parse(String text) {
    ParameterReader in = new ParameterReader(text);
    String value = in.first();
    List<String[]> raw = new ArrayList<>(2);
    while (raw.size() < MAX && in.nextParameter()) {
      raw.add(new String[] {in.name(), in.value()});
    }
    return new Parameters(value, join(raw));
  }

  private static Map<String, String> join(List<String[]> raw) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Map<String, Continuation> continued = new LinkedHashMap<>();
    for (String[] parameter : raw) {
      String name = parameter[0];
      int star = name.indexOf('*');
      if (star > 0 && star + 1 < name.length() && isDigit(name.charAt(star + 1))) {
        continued
            .computeIfAbsent(
                name.substring(0, star).toLowerCase(Locale.ROOT),
                key -> new Continuation(name.substring(0, star)))
            .add(name.substring(star + 1), parameter[1]);
      } else {
        parameters.putIfAbsent(name, parameter[1]);
      }
    }
    continued.values().forEach(c -> parameters.putIfAbsent(c.name(), c.value()));
    return parameters;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A parameter as it came; the name in any case. */
  public Optional<String> raw(String name) {
    for (Map.Entry<String, String> entry : parameters.entrySet()) {
      if (entry.getKey().equalsIgnoreCase(name)) {
        return Optional.of(entry.getValue());
      }
    }
    return Optional.empty();
  }

  /**
   * A parameter decoded to text: {@code name*} (RFC 2231 §4) before {@code name}, encoded words as
   * some clients write them too.
   */
  public Optional<String> text(String name) {
    return raw(name + '*').map(ExtendedValue::decode).or(() -> raw(name).map(EncodedWords::decode));
  }
}
