package org.posthorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is acknowledged was written through to the disk before, as the kernel sees it. */
class SyncIT {
  private static final Pattern SYNC = Pattern.compile("(\\d+) +f(?:data)?sync\\(\\d+<([^>]*)>(.*)");

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  @Test
  void contentAndQueueAreSyncedBefore250() throws Exception {
    List<String> calls;
    try (SystemCalls watch = new SystemCalls(SERVER.pid());
        SmtpTalk smtp = SmtpTalk.plain(SERVER.port("mx"))) {
      SmtpTalk.expect(
          "250", smtp.mail("a@client.example", SmtpTalk.USER, "Subject: x\r\n\r\nsynced-mail\r\n"));
      calls = watch.lines();
    }
    List<String> between = between(calls, "synced-mail", "\"250 2.0.0 ");
    assertThat(between).anyMatch(synced("/content/", between));
    assertThat(between).anyMatch(synced("/broker/journal/", between));
  }

  @Test
  void contentAndLogAreSyncedBeforeOkAppend() throws Exception {
    List<String> calls;
    try (ImapTalk imap = ImapTalk.user(SERVER.port("imap"), SmtpTalk.USER);
        SystemCalls watch = new SystemCalls(SERVER.pid())) {
      imap.append("Drafts", "Subject: x\r\n\r\nsynced-draft\r\n");
      calls = watch.lines();
    }
    List<String> between = between(calls, "synced-draft", "OK [APPENDUID ");
    assertThat(between).anyMatch(synced("/content/", between));
    assertThat(between).anyMatch(synced("/db/", between));
  }

  /** The calls after the one that read a text and before the one that wrote another. */
  private static List<String> between(List<String> calls, String in, String out) {
    int from = first(calls, line -> line.contains("read") && line.contains(in));
    int to = first(calls, line -> line.contains("write(") && line.contains(out));
    assertThat(to).as("%s is answered", in).isGreaterThan(from);
    return calls.subList(from, to);
  }

  private static int first(List<String> calls, Predicate<String> condition) {
    for (int i = 0; i < calls.size(); i++) {
      if (condition.test(calls.get(i))) {
        return i;
      }
    }
    throw new AssertionError("not seen among " + calls.size() + " calls");
  }

  /** A sync of a file below a folder that has ended well, perhaps on a later line. */
  private static Predicate<String> synced(String folder, List<String> calls) {
    return line -> {
      Matcher sync = SYNC.matcher(line);
      return sync.matches()
          && sync.group(2).contains(folder)
          && (sync.group(3).matches("\\) += 0")
              || calls.stream()
                  .anyMatch(
                      later ->
                          later.matches(
                              sync.group(1) + " +<\\.\\.\\. f(data)?sync resumed>\\) += 0")));
    };
  }
}
