package org.posthorn.webmail.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.posthorn.mime.header.HeaderLines;
import org.posthorn.mime.header.SenderChecks;
import org.posthorn.webmail.text.Person;
import org.posthorn.webmail.text.Words;

/** Says in words where a message comes from, and what is odd about that. */
final class SecurityMarks {
  /** Names of transmission under TLS. RFC 3848 §3, RFC 6531 §4.3. */
  private static final Pattern ENCRYPTED =
      Pattern.compile("\\bwith (?:ESMTPSA?|LMTPSA?|UTF8SMTPSA?|UTF8LMTPSA?)\\b");

  private static final Pattern PLAIN =
      Pattern.compile("\\bwith (?:E?SMTPA?|LMTPA?|UTF8SMTPA?|UTF8LMTPA?)\\b");

  private final Words words;
  private final List<SecurityMark> marks = new ArrayList<>();

  private SecurityMarks(Words words) {
    this.words = words;
  }

  /**
   * The marks of a message, warnings first.
   *
   * @param server the name of this server
   */
  static List<SecurityMark> of(HeaderLines header, Person from, String server, Words words) {
    SecurityMarks all = new SecurityMarks(words);
    all.looks(from);
    all.checks(new SenderChecks(header, server), from);
    header.ours("received").stream().findFirst().ifPresent(all::transport);
    return List.copyOf(all.marks);
  }

  private void looks(Person from) {
    LookAlike.shownAddress(from)
        .ifPresent(shown -> bad(words.text("secure.shown", shown, from.address())));
    if (LookAlike.mixesScripts(from)) {
      bad(words.text("secure.scripts"));
    }
  }

  private void checks(SenderChecks checks, Person from) {
    if (!checks.isKnown()) {
      return;
    }
    String domain = from.address().substring(from.address().lastIndexOf('@') + 1);
    switch (checks.result("dmarc")) {
      case "pass" -> good("check", words.text("secure.verified", domain));
      case "fail" -> bad(words.text("secure.failed", domain));
      default ->
          checks
              .signer()
              .ifPresentOrElse(
                  signer -> plain("check", words.text("secure.signed", signer)),
                  () -> plain("warn", words.text("secure.unknown", domain)));
    }
  }

  private void transport(String received) {
    if (ENCRYPTED.matcher(received).find()) {
      good("check", words.text("secure.tls"));
    } else if (PLAIN.matcher(received).find()) {
      plain("warn", words.text("secure.plain"));
    }
  }

  private void bad(String text) {
    marks.add(new SecurityMark("bad", "warn", text));
  }

  private void good(String icon, String text) {
    marks.add(new SecurityMark("good", icon, text));
  }

  private void plain(String icon, String text) {
    marks.add(new SecurityMark("plain", icon, text));
  }
}
