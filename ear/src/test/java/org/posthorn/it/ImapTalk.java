package org.posthorn.it;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of IMAP that says what it is told to. */
final class ImapTalk implements AutoCloseable {
  private static final Pattern LITERAL = Pattern.compile(".*\\{(\\d+)}$", Pattern.DOTALL);
  private static final Duration ARRIVAL = Duration.ofSeconds(30);

  final Wire wire;
  private int tags;

  /**
   * What came for one command.
   *
   * @param lines the untagged responses, each with its literals in place
   * @param completion the tagged response without the tag
   */
  record Answer(List<String> lines, String completion) {
    String text() {
      return String.join("\n", lines);
    }

    Answer ok() {
      if (!completion.startsWith("OK")) {
        throw new AssertionError("expected OK but the server said " + completion);
      }
      return this;
    }
  }

  /** Takes over a connection that the server has not greeted yet. */
  ImapTalk(Wire wire) throws IOException {
    this.wire = wire;
    String greeting = response();
    if (!greeting.startsWith("* OK")) {
      throw new AssertionError("no greeting: " + greeting);
    }
  }

  /** A connection in plain, logged in. */
  static ImapTalk user(int port, String user) throws IOException {
    return new ImapTalk(new Wire(port)).login(user);
  }

  ImapTalk login(String user) throws IOException {
    say("LOGIN " + user + ' ' + SmtpTalk.PASSWORD).ok();
    return this;
  }

  ImapTalk startTls() throws IOException {
    say("STARTTLS").ok();
    wire.startTls();
    return this;
  }

  /** Sends a command, literals only as non-synchronizing ones, and reads up to its completion. */
  Answer say(String command) throws IOException {
    String tag = "t" + ++tags;
    wire.send(tag + ' ' + command + "\r\n");
    return answer(tag);
  }

  private Answer answer(String tag) throws IOException {
    List<String> lines = new ArrayList<>();
    while (true) {
      String line = response();
      if (line.startsWith(tag + ' ')) {
        return new Answer(lines, line.substring(tag.length() + 1));
      }
      lines.add(line);
    }
  }

  /** The next response with its literals. */
  String response() throws IOException {
    StringBuilder response = new StringBuilder();
    while (true) {
      String line = wire.line();
      response.append(line);
      Matcher literal = LITERAL.matcher(line);
      if (!literal.matches()) {
        return response.toString();
      }
      response.append("\r\n").append(wire.octets(Integer.parseInt(literal.group(1))));
    }
  }

  Answer append(String mailbox, String message) throws IOException {
    return say("APPEND " + mailbox + " {" + message.length() + "+}\r\n" + message);
  }

  /** The UIDs in the selected mailbox of messages with a word in the subject. */
  List<Long> search(String subject) throws IOException {
    say("NOOP").ok();
    Matcher numbers =
        Pattern.compile("(?m)^\\* (?:SEARCH|ESEARCH.*? ALL)((?: \\d+)*)")
            .matcher(say("UID SEARCH SUBJECT " + subject).ok().text());
    List<Long> uids = new ArrayList<>();
    if (numbers.find()) {
      for (String uid : numbers.group(1).strip().split(" ")) {
        if (!uid.isEmpty()) {
          uids.add(Long.valueOf(uid));
        }
      }
    }
    return uids;
  }

  /** The UIDs in the selected mailbox. */
  List<Long> uids() throws IOException {
    List<Long> uids = new ArrayList<>();
    Matcher found =
        Pattern.compile("\\* \\d+ FETCH \\(UID (\\d+)\\)")
            .matcher(say("UID FETCH 1:* (UID)").ok().text());
    while (found.find()) {
      uids.add(Long.valueOf(found.group(1)));
    }
    return uids;
  }

  /** Waits until a message with a word in the subject stands in INBOX, and gives its octets. */
  String await(String subject) throws IOException, InterruptedException {
    return await(subject, ARRIVAL).orElseThrow(() -> new AssertionError("no " + subject));
  }

  Optional<String> await(String subject, Duration limit) throws IOException, InterruptedException {
    say("SELECT INBOX").ok();
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      List<Long> uids = search(subject);
      if (!uids.isEmpty()) {
        return Optional.of(body(uids.get(0)));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return Optional.empty();
  }

  /** The octets of a message in the selected mailbox. */
  String body(long uid) throws IOException {
    String fetched = say("UID FETCH " + uid + " BODY.PEEK[]").ok().text();
    Matcher size = Pattern.compile("BODY\\[] \\{(\\d+)}\r\n").matcher(fetched);
    if (!size.find()) {
      throw new AssertionError("no message: " + fetched);
    }
    return fetched.substring(size.end(), size.end() + Integer.parseInt(size.group(1)));
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
