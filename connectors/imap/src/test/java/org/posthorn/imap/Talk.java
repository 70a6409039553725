package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.testkit.MemoryLine;

/** One connection, on which a command is said and all lines of its answer are heard. */
final class Talk {
  private final MemoryLine line;

  private Talk(MemoryLine line) {
    this.line = line;
  }

  /** On a connection whose answers so far were read. */
  static Talk on(MemoryLine line) {
    return new Talk(line);
  }

  /** Logged in. */
  static Talk loggedIn(FakeStore store) {
    return new Talk(ImapLines.to(store).loggedIn());
  }

  /** Logged in, with INBOX selected. */
  static Talk selected(ImapLines lines) {
    Talk talk = new Talk(lines.loggedIn());
    talk.say("s SELECT INBOX");
    return talk;
  }

  /** With INBOX selected. */
  static Talk selected(FakeStore store) {
    Talk talk = loggedIn(store);
    talk.say("s SELECT INBOX");
    return talk;
  }

  /** Says a line; hears all lines to the tagged one. */
  List<String> say(String command) {
    line.send((command + "\r\n").getBytes(UTF_8));
    String tag = command.substring(0, command.indexOf(' ') + 1);
    List<String> heard = new ArrayList<>();
    Optional<String> next = line.readLine();
    while (next.isPresent()) {
      heard.add(next.get());
      next = next.get().startsWith(tag) ? Optional.empty() : line.readLine();
    }
    return heard;
  }
}
