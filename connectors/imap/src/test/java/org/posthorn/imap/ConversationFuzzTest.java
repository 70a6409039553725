package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.posthorn.testkit.Fuzzing;
import org.posthorn.testkit.MemoryLine;

/**
 * Whatever a client says: nothing breaks, each command is answered once, the connection stays in
 * step or ends with BYE, and memory is bounded.
 */
class ConversationFuzzTest {
  private static final int COMMANDS = 20;
  private static final long MOST_ALLOCATED = 32L << 20; // by one command, which is under 100 kB
  private static final List<String> BEGINNINGS =
      List.of(
          "SELECT INBOX",
          "SELECT INBOX",
          "EXAMINE INBOX",
          "NOOP",
          "ENABLE UTF8=ACCEPT\r\nx SELECT INBOX",
          "ENABLE QRESYNC\r\nx SELECT INBOX",
          "ENABLE UIDONLY METADATA\r\nx SELECT INBOX",
          "SELECT INBOX\r\nx SEARCH RETURN (UPDATE SAVE) ALL");
  private static final String MIXED =
      """
      From: Bob <bob@posthorn.test>
      Subject: =?utf-8?q?caf=C3=A9?=
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/plain; charset=utf-8
      Content-Transfer-Encoding: quoted-printable

      caf=C3=A9 =
      au lait
      --b
      Content-Type: application/octet-stream
      Content-Transfer-Encoding: base64

      AAECAwQF
      --b
      Content-Type: message/rfc822

      Subject: inner

      inside
      --b--
      """
          .replace("\n", "\r\n");

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void nearlyValidCommandsAreAnswered() {
    long rounds = Fuzzing.rounds(this::round);
    assertThat(rounds).isPositive();
  }

  private void round(Random random) {
    FakeStore store = filled();
    ImapLines lines = ImapLines.to(store);
    boolean before = random.nextInt(10) == 0;
    MemoryLine line = before ? lines.connect() : lines.loggedIn();
    HostileTalk talk = new HostileTalk(line, random);
    if (!before) {
      talk.say(BEGINNINGS.get(random.nextInt(BEGINNINGS.size())));
    }
    CommandMutator commands = new CommandMutator(random);
    boolean goesOn = true;
    for (int i = 0; i < COMMANDS && goesOn; i++) {
      String command = random.nextInt(8) == 0 ? commands.valid() : commands.next();
      long allocated = allocated();
      goesOn = talk.say(command);
      assertThat(lines.failures()).as("failures at " + command).isEmpty();
      assertThat(allocated() - allocated).as(command).isLessThan(MOST_ALLOCATED);
    }
    line.close();
    assertThat(store.watchers("INBOX")).isZero();
  }

  private long allocated() {
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static FakeStore filled() {
    FakeStore store = new FakeStore();
    store.deliver("INBOX", "From: ann@posthorn.test\r\nSubject: first\r\n\r\nHello\r\n", "\\Seen");
    store.deliver("INBOX", MIXED, "$Junk");
    store.deliver("INBOX", "Subject: re: first\r\nDate: nonsense\r\n\r\n", "\\Deleted");
    store.deliver("Sent", "no header");
    return store;
  }

  /** What once broke something. */
  @ParameterizedTest
  @MethodSource("regressions")
  void regression(Path octets) throws IOException {
    ImapLines lines = ImapLines.to(filled());
    new HostileTalk(lines.loggedIn(), new Random(1)).play(Files.readAllBytes(octets));
    assertThat(lines.failures()).isEmpty();
  }

  static List<Path> regressions() throws IOException {
    try (Stream<Path> files = Files.list(CommandMutator.CORPUS)) {
      return files.filter(file -> file.toString().endsWith(".octets")).sorted().toList();
    }
  }
}
