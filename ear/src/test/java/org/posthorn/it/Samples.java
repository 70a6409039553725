package org.posthorn.it;

import java.io.IOException;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Messages that are known by their subjects. */
final class Samples {
  private static final Pattern MESSAGE =
      Pattern.compile("FLAGS \\(([^)]*)\\).*?Subject: ([^\r]*)", Pattern.DOTALL);

  private Samples() {}

  /** A message, one char per octet, whose body has its subject, too. */
  static String message(String subject) {
    return "From: ann@client.example\r\nTo: bob@posthorn.test\r\nSubject: "
        + subject
        + "\r\nDate: Sun, 22 Nov 2026 10:00:00 +0000\r\nMessage-ID: <"
        + subject
        + "@client.example>\r\n\r\n"
        + subject
        + " \u00e9\r\n";
  }

  /** The flags of all messages in a mailbox by their subjects, without {@code \Recent}. */
  static Map<String, String> mailbox(RunningServer server, String user, String name)
      throws IOException {
    try (ImapTalk imap = ImapTalk.user(server.port("imap"), user)) {
      imap.say("EXAMINE " + name).ok();
      String fetched =
          imap.say("UID FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])").ok().text();
      return MESSAGE
          .matcher(fetched)
          .results()
          .collect(Collectors.toMap(found -> found.group(2), Samples::flags));
    }
  }

  private static String flags(MatchResult message) {
    return Stream.of(message.group(1).split(" "))
        .filter(flag -> !flag.equals("\\Recent"))
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
