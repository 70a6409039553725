package org.posthorn.mime.header;

import java.util.Map;
import java.util.TreeMap;

/** A parameter in several pieces, {@code name*0*=…; name*1=…}. RFC 2231 §3, §4.1. */
final class Continuation {
  private final String name;
  private final Map<Integer, String> pieces = new TreeMap<>();
  private final Map<Integer, Boolean> encoded = new TreeMap<>();

  Continuation(String name) {
    this.name = name;
  }

  /** Adds the piece {@code 0}, {@code 1*} … */
  void add(String number, String value) {
    boolean star = number.endsWith("*");
    String digits = star ? number.substring(0, number.length() - 1) : number;
    if (digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return;
    }
    int index = Integer.parseInt(digits);
    if (pieces.putIfAbsent(index, value) == null) {
      encoded.put(index, star);
    }
  }

  private boolean anyEncoded() {
    return encoded.containsValue(true);
  }

  String name() {
    return anyEncoded() ? name + '*' : name;
  }

  /** All pieces in one; plain ones are percent-encoded when another one is. */
  String value() {
    StringBuilder out = new StringBuilder();
    boolean any = anyEncoded();
    if (any && !encoded.values().iterator().next()) {
      out.append("''");
    }
    pieces.forEach(
        (index, piece) ->
            out.append(
                any && !encoded.getOrDefault(index, false) ? ExtendedValue.escape(piece) : piece));
    return out.toString();
  }
}
