package org.posthorn.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All messages of an account as a server shows them. */
final class Census {
  private static final List<String> MAILBOXES = List.of("INBOX", "Archive");
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);
  private static final long BETWEEN_MILLIS = 500;
  private static final Pattern MESSAGE =
      Pattern.compile(
          "\\* \\d+ FETCH \\(UID (\\d+) FLAGS \\(([^)]*)\\) BODY\\[] \\{\\d+}\r\n(.*)\\)",
          Pattern.DOTALL);

  private Census() {}

  static List<SharedLedger.Shown> of(RunningServer server, String account) throws IOException {
    List<SharedLedger.Shown> shown = new ArrayList<>();
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), account)) {
      for (String mailbox : MAILBOXES) {
        imap.say("EXAMINE " + mailbox).ok();
        for (String line : imap.say("UID FETCH 1:* (UID FLAGS BODY.PEEK[])").ok().lines()) {
          Matcher message = MESSAGE.matcher(line);
          if (message.matches()) {
            shown.add(message(mailbox, message));
          }
        }
      }
    }
    return shown;
  }

  private static SharedLedger.Shown message(String mailbox, Matcher found) {
    Set<String> flags = new TreeSet<>(List.of(found.group(2).split(" ")));
    flags.removeAll(Set.of("", "\\Recent")); // the latter is not the same for all
    String octets = found.group(3);
    return new SharedLedger.Shown(
        mailbox, Long.parseLong(found.group(1)), Ledger.id(octets), flags, Ledger.whole(octets));
  }

  /**
   * Waits until a server shows these and nothing comes any more; gives up when they are not all
   * there and nothing has come for two minutes.
   */
  static void await(RunningServer server, String account, Set<String> demanded)
      throws IOException, InterruptedException {
    Set<String> before = Set.of();
    Set<String> now = ids(server, account);
    long end = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < end && !(now.containsAll(demanded) && now.equals(before))) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
      before = now;
      now = ids(server, account);
      end = now.equals(before) ? end : System.nanoTime() + PATIENCE;
    }
  }

  private static Set<String> ids(RunningServer server, String account) throws IOException {
    Set<String> ids = new HashSet<>();
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), account)) {
      for (String mailbox : MAILBOXES) {
        imap.say("EXAMINE " + mailbox).ok();
        imap.say("UID FETCH 1:* BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]")
            .ok()
            .lines()
            .forEach(line -> ids.add(Ledger.id(line)));
      }
    }
    return ids;
  }
}
