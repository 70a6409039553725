package org.posthorn.it;

import static org.posthorn.it.SmtpTalk.USER;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clients that send without a pause to a server that comes and goes, and keep a ledger. */
final class Drivers implements AutoCloseable {
  private static final Pattern APPENDED = Pattern.compile("OK \\[APPENDUID \\d+ (\\d+)].*");

  private final RunningServer server;
  private final Ledger ledger;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  private interface Client {
    void run(Random random) throws IOException;
  }

  Drivers(RunningServer server, Ledger ledger) {
    this.server = server;
    this.ledger = ledger;
  }

  void start(int ofEach, long seed) {
    for (int i = 0; i < ofEach; i++) {
      start(this::deliver, new Random(seed + 2L * i));
      start(this::append, new Random(seed + 2L * i + 1));
    }
  }

  private void start(Client client, Random random) {
    Thread thread = new Thread(() -> again(client, random), "driver");
    thread.start();
    threads.add(thread);
  }

  private void again(Client client, Random random) {
    while (!stopped) {
      try {
        client.run(random);
      } catch (IOException | AssertionError goneOrRefused) {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Random random) throws IOException {
    try (SmtpTalk smtp = SmtpTalk.plain(server.port("mx"))) {
      while (!stopped) {
        String message = ledger.message(random);
        if (smtp.mail("ann@client.example", USER, message).startsWith("250")) {
          ledger.acknowledge(message);
        }
      }
    }
  }

  private void append(Random random) throws IOException {
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), USER)) {
      while (!stopped) {
        String message = ledger.message(random);
        Matcher taken = APPENDED.matcher(imap.append("INBOX", message).completion());
        if (taken.matches()) {
          ledger.acknowledge(message, Long.parseLong(taken.group(1)));
        }
      }
    }
  }

  /** Lets each client end the command that it is at. */
  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
