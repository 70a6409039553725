package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.posthorn.it.ImapTalk.Answer;

/**
 * Many clients change one mailbox at once. When all have paused and said NOOP, each has to know
 * what a client that comes now is told. More with {@code -Dposthorn.it.rounds} and {@code
 * -Dposthorn.it.seed}.
 */
class ConsistencyIT {
  private static final int CLIENTS = 10;
  private static final int COMMANDS_A_ROUND = 40;
  private static final int ROUNDS = Integer.getInteger("posthorn.it.rounds", 15);
  private static final long SEED = Long.getLong("posthorn.it.seed", System.nanoTime());

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  @Test
  void allKnowTheSameWhenTheyPause() throws Exception {
    System.getLogger(ConsistencyIT.class.getName())
        .log(System.Logger.Level.INFO, "rounds=" + ROUNDS + " seed=" + SEED);
    try (ImapTalk owner = ImapTalk.user(SERVER.port("imap"), SmtpTalk.USER)) {
      owner.say("CREATE shared").ok();
    }
    CyclicBarrier pause = new CyclicBarrier(CLIENTS);
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int number = i;
        clients.add(threads.submit(() -> client(number, pause)));
      }
      for (Future<?> client : clients) {
        client.get(5, TimeUnit.MINUTES);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void client(int number, CyclicBarrier pause) throws Exception {
    Random random = new Random(SEED + number);
    KnownMailbox known = new KnownMailbox();
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), SmtpTalk.USER)) {
      if (number % 2 == 0) {
        imap.say("ENABLE QRESYNC").ok();
      }
      known.hear(imap.say("SELECT shared").ok().lines());
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < COMMANDS_A_ROUND; i++) {
          known.hear(imap.say(command(random, known, number)).lines());
          learn(imap, known);
        }
        pause.await(1, TimeUnit.MINUTES);
        known.hear(imap.say("NOOP").ok().lines());
        learn(imap, known);
        assertThat(known.messages()).as("seed %d", SEED).isEqualTo(fresh());
        pause.await(1, TimeUnit.MINUTES);
      }
      return null;
    } catch (Exception | AssertionError e) {
      pause.reset(); // the others need not wait
      throw e;
    }
  }

  private static String command(Random random, KnownMailbox known, int number) {
    int size = known.size();
    if (size < 5 || size < 60 && random.nextInt(4) == 0) {
      String message = "Subject: from " + number + "\r\n\r\nx\r\n";
      return "APPEND shared (\\Seen) {" + message.length() + "+}\r\n" + message;
    }
    int some = 1 + random.nextInt(size);
    return switch (random.nextInt(9)) {
      case 0 -> "STORE " + some + " +FLAGS (\\Deleted)";
      case 1 -> "STORE 1:" + some + " -FLAGS (\\Flagged)";
      case 2 -> "STORE " + some + ":* FLAGS (\\Answered w" + random.nextInt(5) + ")";
      case 3 -> "EXPUNGE";
      case 4 -> "COPY " + some + " shared";
      case 5 -> "UID EXPUNGE " + known.messages().get(some - 1).uid();
      case 6 -> "MOVE " + some + " shared";
      case 7 -> "FETCH " + some + " (FLAGS)";
      default -> "NOOP";
    };
  }

  /** Asks for what was announced and not told yet, as a client does. */
  private static void learn(ImapTalk imap, KnownMailbox known) throws Exception {
    while (known.firstUnknown() > 0) {
      Answer answer = imap.say("FETCH " + known.firstUnknown() + ":* (UID FLAGS)");
      known.hear(answer.lines());
    }
  }

  private static List<KnownMailbox.Message> fresh() throws Exception {
    KnownMailbox mailbox = new KnownMailbox();
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), SmtpTalk.USER)) {
      mailbox.hear(imap.say("EXAMINE shared").ok().lines());
      mailbox.hear(imap.say("FETCH 1:* (UID FLAGS)").lines());
    }
    return mailbox.messages();
  }
}
