package org.posthorn.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients of several servers that share a few accounts: they deliver, append, store, move and
 * expunge without a pause, look at what others have done, and keep a ledger. They come back when a
 * server goes.
 */
final class SharedClients implements AutoCloseable {
  private static final Pattern APPENDED = Pattern.compile("OK \\[APPENDUID \\d+ (\\d+)].*");
  private static final int MOST_RECIPIENTS = 3;
  private static final int CHOICES = 10;
  private static final int TURNS = 10; // until a client looks after another account
  private static final long PAUSE_MILLIS = 200;

  private final List<RunningServer> servers;
  private final List<String> accounts;
  private final SharedLedger ledger;
  private final Duration rest;
  private final List<Thread> threads = new ArrayList<>();
  private final List<ImapTalk> watchers = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;

  private interface Client {
    void run(RunningServer server, Random random) throws IOException;
  }

  /** Clients that rest for so long after each message. */
  SharedClients(
      List<RunningServer> servers, List<String> accounts, SharedLedger ledger, Duration rest) {
    this.rest = rest;
    this.servers = servers;
    this.accounts = accounts;
    this.ledger = ledger;
  }

  /** Starts four clients for each server, and one that watches for each server and account. */
  void start(long seed) {
    long next = seed;
    for (RunningServer server : servers) {
      for (String account : accounts) {
        start((own, random) -> watch(own, account), server, new Random());
      }
      for (Client client : List.<Client>of(this::deliver, this::hand, this::append, this::tidy)) {
        start(client, server, new Random(next++));
      }
    }
  }

  private void start(Client client, RunningServer server, Random random) {
    Thread thread = new Thread(() -> again(client, server, random), "client");
    thread.start();
    threads.add(thread);
  }

  /** IDLE: what other servers do is looked at at once. */
  private void watch(RunningServer server, String account) throws IOException {
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), account)) {
      watchers.add(imap);
      imap.say("SELECT INBOX").ok();
      imap.wire.send("i IDLE\r\n");
      while (!stopped) {
        imap.response();
      }
    }
  }

  private void again(Client client, RunningServer server, Random random) {
    while (!stopped) {
      try {
        client.run(server, random);
      } catch (IOException gone) {
        pause();
      } catch (AssertionError | IllegalStateException refused) {
        ledger.refused(String.valueOf(refused.getMessage()));
        pause();
      }
    }
  }

  private static void pause() {
    pause(Duration.ofMillis(PAUSE_MILLIS));
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String account(Random random) {
    return accounts.get(random.nextInt(accounts.size()));
  }

  private List<String> recipients(Random random) {
    List<String> some = new ArrayList<>(accounts);
    Collections.shuffle(some, random);
    return some.subList(0, 1 + random.nextInt(MOST_RECIPIENTS));
  }

  /** SMTP. */
  private void deliver(RunningServer server, Random random) throws IOException {
    try (SmtpTalk smtp = SmtpTalk.plain(server.port("mx"))) {
      while (!stopped) {
        List<String> to = recipients(random);
        pause(rest);
        String message = ledger.message(random);
        data(smtp, to, message);
        SmtpTalk.expect("250", smtp.reply());
        to.forEach(each -> ledger.taken(each, Ledger.id(message)));
      }
    }
  }

  /** LMTP: a reply for each recipient. */
  private void hand(RunningServer server, Random random) throws IOException {
    try (SmtpTalk lmtp = new SmtpTalk(new Wire(server.port("lmtp")))) {
      lmtp.demand("250", "LHLO client.example");
      while (!stopped) {
        List<String> to = recipients(random);
        pause(rest);
        String message = ledger.message(random);
        data(lmtp, to, message);
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < to.size(); i++) {
          replies.add(lmtp.reply());
        }
        for (int i = 0; i < to.size(); i++) {
          SmtpTalk.expect("250", replies.get(i));
          ledger.taken(to.get(i), Ledger.id(message));
        }
      }
    }
  }

  private static void data(SmtpTalk talk, List<String> to, String message) throws IOException {
    talk.demand("250", "MAIL FROM:<ann@client.example>");
    for (String each : to) {
      talk.demand("250", "RCPT TO:<" + each + '>');
    }
    talk.demand("354", "DATA");
    talk.wire.send(message + ".\r\n");
  }

  /** APPEND on one server; on the next the message is there at once, under its UID, and whole. */
  private void append(RunningServer server, Random random) throws IOException {
    String account = account(random);
    RunningServer next = servers.get((servers.indexOf(server) + 1) % servers.size());
    try (ImapTalk writer = ImapTalk.user(server.port("imap"), account);
        ImapTalk reader = ImapTalk.user(next.port("imap"), account)) {
      reader.say("EXAMINE INBOX").ok();
      for (int i = 0; i < TURNS && !stopped; i++) {
        pause(rest);
        String message = ledger.message(random);
        Matcher taken = APPENDED.matcher(writer.append("INBOX", message).ok().completion());
        if (taken.matches()) {
          ledger.taken(account, Ledger.id(message));
          look(reader, account, Long.parseLong(taken.group(1)), Ledger.id(message));
        }
      }
    }
  }

  private void look(ImapTalk reader, String account, long uid, String id) throws IOException {
    reader.say("NOOP").ok();
    String found = reader.say("UID FETCH " + uid + " BODY.PEEK[]").text();
    if (found.contains("BODY[]") && !Ledger.id(found).equals(id)) {
      ledger.wrong(account + " UID " + uid + " is " + Ledger.id(found) + " in place of " + id);
    }
  }

  /** STORE, MOVE, and EXPUNGE now and then, of messages that anybody has brought. */
  private void tidy(RunningServer server, Random random) throws IOException {
    String account = account(random);
    boolean inbox = random.nextInt(3) > 0;
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), account)) {
      imap.say("SELECT " + (inbox ? "INBOX" : "Archive")).ok();
      for (int i = 0; i < TURNS && !stopped; i++) {
        pause(rest);
        imap.say("NOOP").ok();
        List<Long> uids = imap.uids();
        if (uids.isEmpty()) {
          pause();
          return;
        }
        long uid = uids.get(random.nextInt(uids.size()));
        String found = imap.say("UID FETCH " + uid + " BODY.PEEK[]").text();
        if (found.contains("BODY[]")) {
          String id = Ledger.id(found);
          flag(imap, account, uid, id, random);
          if (servers.get(Math.floorMod(id.hashCode(), servers.size())).equals(server)) {
            change(imap, account, uid, id, inbox ? "Archive" : "INBOX", random);
          }
        }
      }
    }
  }

  private void flag(ImapTalk imap, String account, long uid, String id, Random random)
      throws IOException {
    String keyword = "k" + random.nextInt(CHOICES);
    String told = taken(imap.say("UID STORE " + uid + " +FLAGS (" + keyword + ")"));
    if (told.lines()
        .anyMatch(each -> each.contains("UID " + uid + ' ') && each.contains(keyword))) {
      ledger.flagged(account, id, keyword);
    }
    taken(imap.say("UID STORE " + uid + (random.nextBoolean() ? " +" : " -") + "FLAGS (\\Seen)"));
  }

  /** One client moves and expunges a message, so that it knows where that is. */
  private void change(
      ImapTalk imap, String account, long uid, String id, String other, Random random)
      throws IOException {
    int what = random.nextInt(CHOICES);
    if (what == 0) {
      ledger.deleting(account, id);
      taken(imap.say("UID STORE " + uid + " +FLAGS.SILENT (\\Deleted)"));
      if (taken(imap.say("UID EXPUNGE " + uid)).contains("EXPUNGE")) {
        ledger.deleted(account, id);
      }
    } else if (what < CHOICES / 2) {
      taken(imap.say("UID MOVE " + uid + ' ' + other));
    }
  }

  /** Somebody else may have expunged it. */
  private static String taken(ImapTalk.Answer answer) {
    return answer.completion().startsWith("NO [EXPUNGEISSUED]") ? "" : answer.ok().text();
  }

  /** Lets each client end the command that it is at. */
  @Override
  public void close() {
    stopped = true;
    try {
      for (ImapTalk each : watchers) {
        each.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
