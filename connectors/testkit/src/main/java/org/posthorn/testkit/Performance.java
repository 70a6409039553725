package org.posthorn.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.posthorn.testkit.Transcript.Step;

/** One play of a transcript: its connections and the values bound so far. */
final class Performance {
  private final String name;
  private final Placeholders placeholders;
  private final Function<String, Line> connect;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
  private String sender = "";

  Performance(String name, Map<String, String> values, Function<String, Line> connect) {
    this.name = name;
    this.placeholders = new Placeholders(new HashMap<>(values));
    this.connect = connect;
  }

  void play(Step step) {
    if (!step.isSent() || !sender.equals(step.line())) {
      sendPacket();
    }
    if (step.kind().isEmpty()) {
      return;
    }
    Line line = lines.computeIfAbsent(step.line(), connect);
    switch (step.kind()) {
      case "C", "X" -> say(step, line);
      case "S" -> hear(step, line);
      case "TLS" -> line.startTls();
      default -> {
        check(line.unread().isEmpty(), step, "the end", line.unread());
        check(line.closedByServer(), step, "the end", "an open connection");
      }
    }
  }

  void end() {
    sendPacket();
    Step end = new Step(0, "end", "", "");
    lines.values().forEach(line -> checkSilence(end, line));
  }

  void close() {
    lines.values().forEach(Line::close);
  }

  private void say(Step step, Line line) {
    checkSilence(step, line);
    sender = step.line();
    if (step.kind().equals("C")) {
      packet.writeBytes((placeholders.fill(step.text()) + "\r\n").getBytes(UTF_8));
    } else {
      packet.writeBytes(Escapes.octets(step.text()));
    }
  }

  private void sendPacket() {
    if (packet.size() > 0) {
      lines.computeIfAbsent(sender, connect).send(packet.toByteArray());
      packet.reset();
    }
  }

  private void hear(Step step, Line line) {
    Optional<String> said = line.readLine().map(SessionIds::remove);
    String wanted = placeholders.fill(step.text());
    check(
        said.isPresent() && placeholders.match(wanted, said.get()),
        step,
        wanted,
        said.orElse("nothing"));
  }

  private void checkSilence(Step step, Line line) {
    String unread = line.unread();
    check(unread.isEmpty(), step, "silence", unread);
  }

  private void check(boolean fine, Step step, String wanted, String got) {
    if (!fine) {
      throw new AssertionError(
          name
              + ':'
              + step.number()
              + ": expected <"
              + wanted
              + "> but the server said <"
              + got
              + '>');
    }
  }
}
