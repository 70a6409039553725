package org.posthorn.it;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** An ordinary mailbox: mail of colleagues, of machines and of friends. */
final class SampleMails {
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss Z", Locale.ENGLISH);

  private static final List<String> PEOPLE =
      List.of(
          "Jonas Weidner <j.weidner@posthorn.test>",
          "Amara Okafor <amara.okafor@posthorn.test>",
          "Grafana Alerting <alerts@monitor.posthorn.test>",
          "Priya Raman <priya@northwind.example>",
          "Finance Team <finance@posthorn.test>",
          "=?utf-8?Q?Elias_M=C3=BCller?= <elias.mueller@posthorn.test>",
          "Mateo Ferrari <mateo.ferrari@studio-lume.example>",
          "Nora Haugen <nora@fjordworks.example>",
          "GitLab <notifications@git.posthorn.test>",
          "The Weekly Signal <hello@weeklysignal.example>",
          "Helena Brandt <helena.brandt@posthorn.test>");

  private static final List<String> SUBJECTS =
      List.of(
          "Re: Migration of the mail archive",
          "Invoice 2026-1187 approved",
          "[RESOLVED] Queue age above 5 minutes on mx-2",
          "Contract for the new office",
          "Photos from the summer offsite",
          "Minutes of the accessibility review",
          "Re: Design tokens for the console",
          "Hiking on Saturday",
          "[posthorn] Pipeline #4821 passed for main",
          "Why everyone is re-reading RFC 5321",
          "Quarterly planning: agenda for Thursday",
          "Lunch on Friday?",
          "Feedback on your talk");

  private static final List<String> TEXTS =
      List.of(
          "The dry run finished overnight: 4.2 million messages, no losses. I attached the report"
              + " with the timings per mailbox.",
          "The invoice has been approved by two people and will be paid with the next run on"
              + " Monday.",
          "The alert has been resolved. Highest value: 7 min 40 s. Duration: 12 minutes.",
          "Please find the countersigned contract attached. The keys will be handed over on 1"
              + " December at 9:00.",
          "Finally sorted through all of them! There are some gems in here.",
          "Summary: focus order is fine now, the tree needs levels, and the toast must not steal"
              + " focus.",
          "Love the direction. Two remarks on contrast in dark mode: the muted text on raised"
              + " surfaces is just below 4.5:1.");

  private static final String PICTURE =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
          + "rkJggg==";

  private SampleMails() {}

  /** Fills the mailboxes of somebody with so many messages in INBOX. */
  static void fill(ImapTalk imap, int count) throws IOException {
    ZonedDateTime newest = ZonedDateTime.now(ZoneOffset.UTC).minusMinutes(20);
    for (String folder : List.of("Projects", "Projects/Posthorn", "Projects/Office", "Travel")) {
      imap.say("CREATE \"" + folder + "\"");
    }
    for (int i = count - 1; i >= 0; i--) {
      ZonedDateTime date = newest.minusMinutes(i * 173L);
      String flags = i == 0 || i == 2 || i == 3 || i % 9 == 7 ? "" : "\\Seen";
      flags += i % 11 == 3 ? " \\Flagged" : i % 13 == 5 ? " \\Answered" : "";
      append(imap, "INBOX", flags.strip(), date, message(i, date));
    }
    for (int i = 0; i < 4; i++) {
      append(imap, "Projects/Posthorn", "", newest.minusDays(i), message(i + 3, newest));
      append(imap, "Sent", "\\Seen", newest.minusDays(i), message(i + 6, newest));
    }
  }

  private static void append(
      ImapTalk imap, String mailbox, String flags, ZonedDateTime date, String message)
      throws IOException {
    String arguments = '"' + mailbox + "\" (" + flags + ") \"" + DATE_TIME.format(date) + "\" ";
    imap.say("APPEND " + arguments + "{" + message.length() + "+}\r\n" + message);
  }

  private static String message(int i, ZonedDateTime date) {
    String text =
        "Hi Anna,\r\n\r\n"
            + TEXTS.get(i % TEXTS.size())
            + "\r\n\r\nSee https://example.org/teams for the teams that are affected.\r\n\r\n"
            + "Best regards\r\n\r\n> On Friday Anna Keller wrote:\r\n> Thanks for picking this up"
            + " so quickly.\r\n";
    String header =
        "From: "
            + PEOPLE.get(i % PEOPLE.size())
            + "\r\nTo: Anna Keller <user1@posthorn.test>\r\nSubject: "
            + SUBJECTS.get(i % SUBJECTS.size())
            + "\r\nDate: "
            + DateTimeFormatter.RFC_1123_DATE_TIME.format(date)
            + "\r\nMessage-ID: <sample-"
            + i
            + "@posthorn.test>\r\n"
            + (i % 13 == 6 ? "In-Reply-To: <sample-" + (i + 13) + "@posthorn.test>\r\n" : "")
            + "MIME-Version: 1.0\r\n";
    return i % 3 == 0 ? header + withFiles(text) : header + "\r\n" + text;
  }

  private static String withFiles(String text) {
    return "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain;"
        + " charset=utf-8\r\n\r\n"
        + text
        + "\r\n--b\r\nContent-Type: application/pdf; name=Report.pdf\r\n"
        + "Content-Disposition: attachment; filename=Report.pdf\r\n\r\n%PDF-1.4\r\n"
        + "x".repeat(300)
        + "\r\n--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment;"
        + " filename=\"The team.png\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + PICTURE
        + "\r\n--b--\r\n";
  }
}
