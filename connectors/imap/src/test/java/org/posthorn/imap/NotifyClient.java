package org.posthorn.imap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.posthorn.testkit.MemoryLine;

/** A client that asks for news, and another of the same account that makes them. RFC 5465. */
final class NotifyClient {
  static final String MAIL = "Subject: Re: good morning\r\nFrom: a@b.test\r\n\r\nHello\r\n";

  private final ImapLines lines;
  private final MemoryLine watching;
  private final Talk other;

  NotifyClient(FakeStore store) {
    lines = ImapLines.to(store);
    watching = lines.loggedIn();
    other = Talk.loggedIn(store);
  }

  ImapLines lines() {
    return lines;
  }

  MemoryLine line() {
    return watching;
  }

  Talk other() {
    return other;
  }

  List<String> say(String command) {
    send(command);
    List<String> answer = new ArrayList<>();
    do {
      answer.add(watching.readLine().orElseThrow());
    } while (answer.get(answer.size() - 1).startsWith("*"));
    return answer;
  }

  void send(String command) {
    watching.send((command + "\r\n").getBytes(UTF_8));
  }

  /** What the server has said unasked. */
  List<String> unasked() {
    watching.settle();
    String text = watching.unread();
    List<String> heard = new ArrayList<>();
    for (int i = 0; i < text.chars().filter(c -> c == '\n').count(); i++) {
      heard.add(watching.readLine().orElseThrow());
    }
    return heard;
  }

  void notify(String groups) {
    assertThat(say("n NOTIFY SET " + groups)).containsExactly("n OK NOTIFY completed");
  }

  void create(String... names) {
    for (String name : names) {
      assertThat(other.say("o CREATE " + name).get(0)).startsWith("o OK");
    }
  }
}
