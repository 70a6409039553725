package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever was acknowledged is there, once and whole, when the server is killed again and again
 * while mail comes in. {@code -Dposthorn.it.kills=20} is the long form.
 */
class CrashIT {
  private static final int KILLS = Integer.getInteger("posthorn.it.kills", 3);
  private static final long SEED = Long.getLong("posthorn.it.seed", System.nanoTime());
  private static final int CLIENTS = 3;
  private static final Pattern STATUS =
      Pattern.compile("UIDNEXT (\\d+) UIDVALIDITY (\\d+) HIGHESTMODSEQ (\\d+)");
  private static final Pattern ROW =
      Pattern.compile("\\* \\d+ FETCH \\(UID (\\d+) .*", Pattern.DOTALL);

  private final RunningServer server = new RunningServer();
  private final Ledger ledger = new Ledger();
  private final Random random = new Random(SEED);
  private Map<Long, String> known = new TreeMap<>();

  private record Status(long uidNext, long uidValidity, long modSeq) {}

  @AfterEach
  void remove() throws Exception {
    server.close();
  }

  @Test
  void acknowledgedMessagesAreThereOnceAndWhole() throws Exception {
    server.start();
    Status before = status();
    try (Drivers drivers = new Drivers(server, ledger)) {
      drivers.start(CLIENTS, SEED);
      for (int kill = 0; kill < KILLS; kill++) {
        Status seen = watch(before, 500 + random.nextInt(4_000));
        server.kill();
        server.start();
        before = status();
        assertNeverBack(seen, before);
        rememberUids();
      }
      watch(before, 1_000);
    }
    awaitDeliveries();
    rememberUids();
    assertOnceAndWhole();
    System.Logger log = System.getLogger(CrashIT.class.getName());
    log.log(
        System.Logger.Level.INFO,
        "kills={0} acknowledged={1} tried={2} there={3} seed={4}",
        KILLS,
        ledger.acknowledged().size(),
        ledger.tried().size(),
        known.size(),
        Long.toString(SEED));
  }

  /** Reads the mailbox's counters for a time, up to the kill. */
  private Status watch(Status from, int millis) throws Exception {
    Status last = from;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), SmtpTalk.USER)) {
      while (System.nanoTime() < end) {
        Status now = status(imap);
        assertNeverBack(last, now);
        last = now;
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
    return last;
  }

  private Status status() throws IOException {
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), SmtpTalk.USER)) {
      return status(imap);
    }
  }

  private static Status status(ImapTalk imap) throws IOException {
    String text = imap.say("STATUS INBOX (UIDNEXT UIDVALIDITY HIGHESTMODSEQ)").ok().text();
    Matcher found = STATUS.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return new Status(
        Long.parseLong(found.group(1)),
        Long.parseLong(found.group(2)),
        Long.parseLong(found.group(3)));
  }

  private static void assertNeverBack(Status before, Status after) {
    assertThat(after.uidValidity()).isEqualTo(before.uidValidity());
    assertThat(after.uidNext()).isGreaterThanOrEqualTo(before.uidNext());
    assertThat(after.modSeq()).isGreaterThanOrEqualTo(before.modSeq());
  }

  /** A UID that once named a message names it for ever. */
  private void rememberUids() throws IOException {
    Map<Long, String> uids = ids();
    assertThat(uids).containsAllEntriesOf(known);
    known = uids;
  }

  private void awaitDeliveries() throws Exception {
    for (int i = 0; i < 600; i++) {
      rememberUids();
      if (known.values().containsAll(ledger.acknowledged())) {
        break;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    TimeUnit.SECONDS.sleep(3); // time for what comes a second time
  }

  private void assertOnceAndWhole() throws IOException {
    List<String> there = List.copyOf(known.values());
    Set<String> missing = new HashSet<>(ledger.acknowledged());
    missing.removeAll(new HashSet<>(there));
    assertThat(missing).as("acknowledged and lost, seed %s", SEED).isEmpty();
    assertThat(there).as("seed %s", SEED).doesNotHaveDuplicates().isSubsetOf(ledger.tried());
    assertThat(known).containsAllEntriesOf(ledger.appended());
    assertThat(broken()).as("seed %s", SEED).isEmpty();
  }

  private Set<Long> broken() throws IOException {
    Set<Long> broken = new HashSet<>();
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), SmtpTalk.USER)) {
      imap.say("EXAMINE INBOX").ok();
      for (long uid : known.keySet()) {
        if (!Ledger.whole(imap.body(uid))) {
          broken.add(uid);
        }
      }
    }
    return broken;
  }

  private Map<Long, String> ids() throws IOException {
    Map<Long, String> ids = new TreeMap<>();
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), SmtpTalk.USER)) {
      imap.say("EXAMINE INBOX").ok();
      String item = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]";
      for (String line : imap.say("UID FETCH 1:* (UID " + item + ")").ok().lines()) {
        Matcher row = ROW.matcher(line);
        if (row.matches()) {
          ids.put(Long.valueOf(row.group(1)), Ledger.id(line));
        }
      }
    }
    return ids;
  }
}
