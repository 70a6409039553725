package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.testkit.MemoryLine;

/** A client that says nonsense in pieces, and knows after it whether the server still follows. */
final class HostileTalk {
  private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)");
  private static final long PATIENCE = 250_000; // octets that a literal may want at the end
  private static final int ATTEMPTS = 30;

  private final MemoryLine line;
  private final Random random;
  private int tags;

  HostileTalk(MemoryLine line, Random random) {
    this.line = line;
    this.random = random;
  }

  /**
   * Says a command; it must be answered once, and a NOOP after it, or the server says BYE.
   *
   * @return whether the connection can still be used
   */
  boolean say(String command) {
    String tag = "f" + ++tags;
    if (sizes(command) > PATIENCE) {
      send(tag + ' ' + command + "\r\n");
      Replies.read(line.take());
      return false; // the server may rightly wait for all that
    }
    send(tag + ' ' + command + "\r\n");
    List<String> replies = new ArrayList<>(Replies.read(line.take()));
    boolean follows = resume(replies);
    long answers = replies.stream().filter(reply -> reply.startsWith(tag + ' ')).count();
    boolean bye = replies.stream().anyMatch(reply -> reply.startsWith("* BYE"));
    if (answers > 1 || answers == 0 && !bye) {
      throw new AssertionError(answers + " answers to " + shown(command) + ": " + replies);
    }
    if (!follows && !bye) {
      throw new AssertionError("closed without BYE after " + shown(command) + ": " + replies);
    }
    return follows;
  }

  /** Says octets as they are; the server must follow after them, or say BYE. */
  void play(byte[] octets) {
    send(new String(octets, ISO_8859_1));
    List<String> replies = new ArrayList<>(Replies.read(line.take()));
    boolean follows = resume(replies);
    if (!follows && replies.stream().noneMatch(reply -> reply.startsWith("* BYE"))) {
      throw new AssertionError("closed without BYE: " + replies);
    }
  }

  // Whatever literal or dialogue was left open ends by octets and lines.
  private boolean resume(List<String> replies) {
    for (int attempt = 0; attempt < ATTEMPTS && !line.closedByServer(); attempt++) {
      String filler = attempt == 0 ? "" : "x".repeat(1 << Math.min(attempt, 14)) + "\r\n";
      String tag = "n" + ++tags;
      send(filler + tag + " NOOP\r\n");
      List<String> heard = Replies.read(line.take());
      replies.addAll(heard);
      if (!heard.isEmpty() && heard.get(heard.size() - 1).startsWith(tag + " OK")) {
        return true;
      }
    }
    if (!line.closedByServer()) {
      throw new AssertionError("the server does not follow: " + replies);
    }
    replies.addAll(Replies.read(line.take()));
    return false;
  }

  private void send(String text) {
    byte[] octets = text.getBytes(ISO_8859_1);
    if (octets.length > 5000 || random.nextBoolean()) {
      line.send(octets);
      return;
    }
    for (int at = 0; at < octets.length; ) {
      int end = Math.min(octets.length, at + 1 + random.nextInt(40));
      line.send(Arrays.copyOfRange(octets, at, end));
      at = end;
    }
  }

  private static long sizes(String command) {
    long sum = 0;
    Matcher literal = LITERAL.matcher(command);
    while (literal.find()) {
      sum += literal.group(1).length() > 9 ? PATIENCE + 1 : Long.parseLong(literal.group(1));
    }
    return sum;
  }

  private static String shown(String command) {
    String text = command.length() > 2000 ? command.substring(0, 2000) + "…" : command;
    return text.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
  }
}
