package org.posthorn.inbound;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.posthorn.wire.Conversation;
import org.posthorn.wire.Wire;

/**
 * A conversation of lines that says what it was called for. It also watches that nobody calls it
 * twice at once or out of order.
 */
class Toy implements Conversation {
  static final Duration LONG = Duration.ofMinutes(5);

  final Wire wire;
  final List<String> calls = new CopyOnWriteArrayList<>();
  volatile Duration patience = LONG;
  volatile int backlog = 2048;
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean over;
  private boolean startingTls;

  Toy(Wire wire) {
    this.wire = wire;
  }

  /** The lines that were read. */
  final List<String> lines = new CopyOnWriteArrayList<>();

  /** Answers a line; the default is what makes an echo. */
  void line(String line) {
    switch (line) {
      case "STARTTLS" -> {
        wire.write("ready\r\n");
        wire.startTls();
        startingTls = true;
      }
      case "COMPRESS" -> {
        wire.write("packed\r\n");
        wire.compress();
      }
      case "QUIT" -> {
        wire.write("bye\r\n");
        wire.close();
      }
      case "FAIL" -> throw new IllegalStateException("asked to fail");
      default -> wire.write(line + "\r\n");
    }
  }

  @Override
  public void opened() {
    call("opened", () -> wire.write("hello\r\n"));
  }

  @Override
  public void received(ByteBuffer octets) {
    call("received", () -> lines(octets));
  }

  private void lines(ByteBuffer octets) {
    int start = octets.position();
    boolean packed = wire.compressing();
    for (int i = start; i < octets.limit() && going(packed); i++) {
      if (octets.get(i) == '\n') {
        byte[] line = new byte[i + 1 - octets.position()];
        octets.get(line);
        String text = new String(line, StandardCharsets.ISO_8859_1).strip();
        lines.add(text);
        line(text);
      }
    }
  }

  private boolean going(boolean packed) {
    return wire.writable() && !startingTls && wire.compressing() == packed;
  }

  @Override
  public void secured() {
    startingTls = false;
    call("secured", () -> wire.write("secured\r\n"));
  }

  @Override
  public void woken() {
    call("woken", this::onWoken);
  }

  void onWoken() {}

  @Override
  public void timedOut() {
    call(
        "timedOut",
        () -> {
          wire.write("timeout\r\n");
          wire.close();
        });
  }

  @Override
  public void stopping() {
    call(
        "stopping",
        () -> {
          wire.write("stopping\r\n");
          wire.close();
        });
  }

  @Override
  public void closed() {
    call("closed", () -> over = true);
  }

  @Override
  public Duration patience() {
    return patience;
  }

  @Override
  public int backlog() {
    return backlog;
  }

  private void call(String name, Runnable body) {
    if (inside.incrementAndGet() != 1) {
      calls.add("ERROR: two calls at once");
    }
    if (over) {
      calls.add("ERROR: called after closed");
    }
    if (calls.isEmpty() && !name.equals("opened")) {
      calls.add("ERROR: called before opened");
    }
    calls.add(name);
    try {
      body.run();
    } finally {
      inside.decrementAndGet();
    }
  }
}
