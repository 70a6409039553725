package org.posthorn.testkit;

import java.util.regex.Pattern;

/** The ids of sessions behind what servers refuse: {@code (session x1)}. */
final class SessionIds {
  private static final Pattern MARK = Pattern.compile(" \\(session \\w+\\)(?=\r\n|$)");

  private SessionIds() {}

  /** The lines without them. */
  static String remove(String lines) {
    return MARK.matcher(lines).replaceAll("");
  }
}
