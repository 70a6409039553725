package org.posthorn.trace.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.trace.value.TraceEntry;
import org.posthorn.trace.value.TraceStep;

/**
 * Entries as text: a line of facts, then a line for each step, {@code millis event key=value
 * key=value}; tabs between the parts. Strangers choose many values; controls in them become spaces.
 */
public final class EntryText {
  private static final int LONGEST_VALUE = 512;
  private static final int FACTS = 7;

  private EntryText() {}

  /** Begins the line of a step. */
  public static void begin(StringBuilder line, long millis, String event) {
    line.append(millis).append('\t').append(event);
  }

  /** Goes on with it. */
  public static void add(StringBuilder line, String key, String value) {
    line.append('\t').append(key).append('=');
    append(line, value, LONGEST_VALUE);
  }

  /** Adds a text that may be anything. */
  static void append(StringBuilder line, String value, int most) {
    int end = Math.min(value.length(), most);
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      line.append(c < ' ' || Character.isSurrogate(c) ? ' ' : c);
    }
  }

  /** An entry, read. */
  static TraceEntry read(long key, String text) {
    String[] lines = text.split("\n");
    String[] facts = lines[0].split("\t", FACTS + 1);
    if (facts.length < FACTS) {
      throw new IllegalStateException("entry " + key + " of the trace cannot be read");
    }
    List<TraceStep> steps = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      steps.add(step(lines[i].split("\t")));
    }
    return new TraceEntry(
        key,
        facts[0],
        facts[1],
        facts[2],
        facts[3],
        facts[4],
        facts[5],
        Long.parseLong(facts[6]),
        steps);
  }

  private static TraceStep step(String[] parts) {
    Map<String, String> details = new LinkedHashMap<>();
    for (int i = 2; i < parts.length; i++) {
      int sign = parts[i].indexOf('=');
      if (sign > 0) {
        details.put(parts[i].substring(0, sign), parts[i].substring(sign + 1));
      }
    }
    return new TraceStep(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1], details);
  }
}
