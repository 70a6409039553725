package org.posthorn.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of {@code ${name}} in a transcript. */
final class Placeholders {
  private static final Pattern NAME = Pattern.compile("\\$\\{(\\w+)}");
  private static final String ANY = "_";

  private final Map<String, String> values;

  Placeholders(Map<String, String> values) {
    this.values = values;
  }

  /** Puts in the values that are known. */
  String fill(String text) {
    return NAME.matcher(text)
        .replaceAll(
            name -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), name.group())));
  }

  /** Whether a line is as wanted; then the names that are left in the wanted text get values. */
  boolean match(String wanted, String line) {
    if (wanted.equals(line)) {
      return true;
    }
    List<String> names = new ArrayList<>();
    StringBuilder pattern = new StringBuilder();
    Matcher name = NAME.matcher(wanted);
    int from = 0;
    while (name.find()) {
      pattern.append(Pattern.quote(wanted.substring(from, name.start()))).append("(.+?)");
      names.add(name.group(1));
      from = name.end();
    }
    pattern.append(Pattern.quote(wanted.substring(from)));
    Matcher found = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(line);
    if (!found.matches()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).equals(ANY)) {
        values.put(names.get(i), found.group(i + 1));
      }
    }
    return true;
  }
}
