package org.posthorn.mailauth.results;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.posthorn.mailauth.arc.ArcResult;
import org.posthorn.mailauth.dkim.DkimResult;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.mailauth.dmarc.DmarcVerdict;
import org.posthorn.mailauth.spf.SpfVerdict;

/** The header fields that tell what checks gave. Lines end with CRLF; all is ASCII. */
public final class ResultFields {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$&*+._^`|~@-]+");
  private static final int MAX_VALUE = 320;

  private ResultFields() {}

  /**
   * Who sent the message, as SMTP has it.
   *
   * @param sender of MAIL; empty where there was none
   * @param helo what the client called itself
   */
  public record Session(
      InetAddress client, Optional<String> sender, String helo, String receiver) {}

  /**
   * Authentication-Results. RFC 8601 §2.2.
   *
   * @param results as {@code method=result …}, in the order in which they are to stand
   */
  public static String authenticationResults(String receiver, List<String> results) {
    StringBuilder field = new StringBuilder("Authentication-Results: ").append(receiver);
    for (String result : results.isEmpty() ? List.of("none") : results) {
      field.append(";\r\n\t").append(result);
    }
    return field.append("\r\n").toString();
  }

  /**
   * The results of all methods in their order.
   *
   * @param override why a message that fails DMARC is taken against the policy of its domain; empty
   *     where it is not
   */
  public static List<String> results(
      Session session,
      Iprev.Result reverse,
      List<DkimResult> signatures,
      ArcResult chain,
      SpfVerdict spf,
      DmarcVerdict dmarc,
      String override) {
    List<String> results = new ArrayList<>();
    results.add(reverse.text(session.client()));
    if (signatures.isEmpty()) {
      results.add("dkim=none");
    }
    signatures.forEach(each -> results.add(each.text()));
    results.add(spf(session, spf));
    if (!chain.sets().isEmpty()) {
      results.add(chain.text());
    }
    results.add(dmarc(dmarc, override));
    return results;
  }

  // RFC 8601 §2.7.2
  private static String spf(Session session, SpfVerdict spf) {
    String property =
        session
            .sender()
            .map(sender -> "smtp.mailfrom=" + value(sender))
            .orElseGet(() -> "smtp.helo=" + value(session.helo()));
    return "spf=" + spf.result().text() + reason(spf.reason()) + " " + property;
  }

  // RFC 7489 §11.1
  private static String dmarc(DmarcVerdict dmarc, String override) {
    StringBuilder text = new StringBuilder("dmarc=").append(dmarc.status().text());
    dmarc
        .record()
        .ifPresent(
            record ->
                text.append(" (p=")
                    .append(record.policy().text())
                    .append(" disposition=")
                    .append((override.isEmpty() ? dmarc.disposition() : DmarcPolicy.NONE).text())
                    .append(')'));
    text.append(reason(override));
    if (!dmarc.author().isEmpty()) {
      text.append(" header.from=").append(value(dmarc.author()));
    }
    return text.toString();
  }

  private static String reason(String text) {
    return text.isEmpty() ? "" : " reason=\"" + text + "\"";
  }

  /** Received-SPF. RFC 7208 §9.1. */
  public static String receivedSpf(Session session, SpfVerdict spf) {
    StringBuilder field = new StringBuilder("Received-SPF: ").append(result(spf));
    field.append(" (").append(session.receiver()).append(": ");
    field.append(spf.reason().isEmpty() ? "by the policy of the domain" : spf.reason());
    field.append(")\r\n\tclient-ip=\"").append(session.client().getHostAddress());
    field.append("\"; helo=").append(value(session.helo()));
    session
        .sender()
        .ifPresent(sender -> field.append(";\r\n\tenvelope-from=").append(quoted(sender)));
    field.append(";\r\n\tidentity=").append(session.sender().isPresent() ? "mailfrom" : "helo");
    field.append("; receiver=").append(value(session.receiver()));
    if (!spf.mechanism().isEmpty()) {
      field.append("; mechanism=").append(quoted(spf.mechanism()));
    }
    return field.append("\r\n").toString();
  }

  private static String result(SpfVerdict spf) {
    String text = spf.result().text();
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String value(String text) {
    return text.length() <= MAX_VALUE && TOKEN.matcher(text).matches() ? text : quoted(text);
  }

  // a stranger wrote it: nothing of it ends the string or the line
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .limit(MAX_VALUE)
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\');
              }
              quoted.append(c < ' ' || c > '~' ? '?' : (char) c);
            });
    return quoted.append('"').toString();
  }
}
