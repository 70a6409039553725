package org.posthorn.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dialogue between a client and a server, played against either a conversation in memory or a
 * server on TCP. One step a line:
 *
 * <pre>
 * # a note
 * C: a line that the client sends; CRLF is added
 * X: exact octets that it sends, with \r \n \t \0 \\ \xHH, nothing added
 * S: the very line that the server answers
 * S: 250 queued as ${id}
 * C: STATUS ${id}
 * TLS
 * CLOSED
 * </pre>
 *
 * <p>Client lines that follow each other without a blank line between are one packet. {@code
 * ${name}} in a server's line takes the text that stands there, in later lines it stands for that
 * text; {@code ${_}} takes any text and forgets it. {@code TLS} starts TLS after the server's
 * go-ahead; {@code CLOSED} demands that the server has hung up. Everything that the server says
 * must be in the transcript. {@code C2:}, {@code S2:}, {@code TLS2} … speak on further connections,
 * opened where they first appear.
 */
public final class Transcript {
  private static final Pattern STEP = Pattern.compile("(C|S|X|TLS|CLOSED)(\\d*)(?:: ?(.*))?");

  private final String name;
  private final List<Step> steps;
  private final Map<String, String> values = new HashMap<>();

  /** One line of the script; {@code kind} is empty for a blank one. */
  record Step(int number, String kind, String line, String text) {
    boolean isSent() {
      return kind.equals("C") || kind.equals("X");
    }
  }

  private Transcript(String name, List<Step> steps) {
    this.name = name;
    this.steps = steps;
  }

  /** Reads a transcript. */
  public static Transcript of(String name, String script) {
    List<Step> steps = new ArrayList<>();
    String[] rows = script.split("\n", -1);
    for (int i = 0; i < rows.length; i++) {
      String row = rows[i].stripLeading();
      if (row.isBlank()) {
        steps.add(new Step(i + 1, "", "", ""));
      } else if (!row.startsWith("#")) {
        Matcher step = STEP.matcher(row);
        if (!step.matches()) {
          throw new IllegalArgumentException(name + ':' + (i + 1) + ": no step: " + row);
        }
        String text = step.group(3) == null ? "" : step.group(3);
        steps.add(new Step(i + 1, step.group(1), step.group(2), text));
      }
    }
    return new Transcript(name, steps);
  }

  /** Reads a transcript from a file next to a class or, with a leading slash, on its class path. */
  public static Transcript file(Class<?> near, String path) {
    try (InputStream in = near.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("No transcript " + path);
      }
      return of(path, new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Plays a script in memory. */
  public static void verify(Supplier<Line> server, String script) {
    of("transcript", script).play(connection -> server.get());
  }

  /** Gives a value to a name before the play. */
  public Transcript with(String variable, String value) {
    values.put(variable, value);
    return this;
  }

  /** Plays against a server on TCP, without implicit TLS. */
  public void play(String host, int port) {
    play(connection -> new TcpLine(host, port, false));
  }

  /**
   * Plays; a step that differs is an {@link AssertionError} that shows line and step.
   *
   * @param connect opens the connection of a number; the first has none: an empty text
   */
  public void play(Function<String, Line> connect) {
    Performance performance = new Performance(name, values, connect);
    try {
      steps.forEach(performance::play);
      performance.end();
    } finally {
      performance.close();
    }
  }
}
