package org.posthorn.smtp.client;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply of the server. RFC 5321 §4.2.
 *
 * @param code from 200 to 599; 0 when what came was no reply
 * @param status the enhanced status code, where missing the class alone: {@code 5.0.0}. RFC 3463
 * @param lines the text of each line, without code; ASCII, control characters replaced
 */
public record PeerReply(int code, String status, List<String> lines) {
  private static final int MAX_TEXT = 500;
  private static final Pattern ENHANCED =
      Pattern.compile("([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?:[ \\t]+(.*))?"); // RFC 2034 §4

  /** The connection ends with this one, whatever it answers. RFC 5321 §3.8. */
  public static final int CLOSING = 421;

  public PeerReply {
    lines = List.copyOf(lines);
  }

  /** A reply of these lines, with the enhanced code that its first line starts with. */
  static PeerReply of(int code, List<String> lines) {
    Matcher enhanced = ENHANCED.matcher(lines.get(0));
    int type = code / 100;
    if (enhanced.matches() && enhanced.group(1).charAt(0) - '0' == type) {
      return new PeerReply(code, enhanced.group(1), lines);
    }
    return new PeerReply(code, (type == 3 ? 2 : type) + ".0.0", lines);
  }

  /** What stands for octets that are no reply. */
  static PeerReply broken(String why) {
    return new PeerReply(0, "4.5.0", List.of(why)); // RFC 3463 §3.6: protocol status
  }

  /** Whether it says yes: 2yz. */
  public boolean positive() {
    return code / 100 == 2;
  }

  /** Whether it says no for good: 5yz. */
  public boolean permanent() {
    return code / 100 == 5;
  }

  /** All lines as one, with the code, at most 500 characters: what a sender is shown. */
  public String text() {
    String all = (code == 0 ? "" : code + " ") + String.join(" ", lines);
    return all.length() > MAX_TEXT ? all.substring(0, MAX_TEXT) : all;
  }
}
