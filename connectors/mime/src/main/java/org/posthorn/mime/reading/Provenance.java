package org.posthorn.mime.reading;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.mime.HeaderField;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.header.HeaderLines;
import org.posthorn.mime.header.SenderChecks;

/**
 * Where a message is from, by the fields that this server wrote when it came. RFC 5321 §4.4, RFC
 * 8601.
 *
 * @param mailFrom the reverse-path; empty text for the null reverse-path, and where it is not known
 * @param mailFromValidated whether SPF says that the client may use it. RFC 7208
 * @param rcptTo the recipient, where it was the only one; empty text otherwise
 * @param msgFrom the first address of From
 * @param msgFromValidated whether DMARC says that it is from there. RFC 7489
 * @param dkimVerifiedDomains those whose signature holds
 * @param remoteIp of the client; empty text where it was a user of ours
 * @param automated whether a program has sent it, or a list, so that no program is to answer it.
 *     RFC 3834 §2
 */
public record Provenance(
    String mailFrom,
    boolean mailFromValidated,
    String rcptTo,
    String msgFrom,
    boolean msgFromValidated,
    List<String> dkimVerifiedDomains,
    String remoteIp,
    boolean automated) {
  // Extended-Domain = Domain / ( Domain FWS "(" TCP-info ")" ) …  ; RFC 5321 §4.4
  private static final Pattern CLIENT =
      Pattern.compile("^from \\S+ \\(\\[(?:IPv6:)?([^\\]]+)\\]\\)");
  private static final Pattern RECIPIENT = Pattern.compile("\\bfor <([^>]+)>");
  private static final List<String> LISTS =
      List.of("list-id", "list-unsubscribe", "list-unsubscribe-post", "precedence");

  public Provenance {
    dkimVerifiedDomains = List.copyOf(dkimVerifiedDomains);
  }

  /**
   * Of a message.
   *
   * @param server the name of this server: what others have found out is not believed
   */
  static Provenance of(MessageFacts facts, HeaderLines header, String server) {
    SenderChecks checks = new SenderChecks(header, server);
    String received = header.ours("received").stream().findFirst().orElse("");
    Optional<String> path = header.ours("return-path").stream().findFirst();
    return new Provenance(
        path.map(Provenance::unbracketed).orElse(""),
        checks.result("spf").equals("pass"),
        found(RECIPIENT, received),
        facts.header().addresses(HeaderField.FROM).stream()
            .findFirst()
            .map(MailAddress::address)
            .orElse(""),
        checks.result("dmarc").equals("pass"),
        checks.signers(),
        found(CLIENT, received),
        automated(facts, header, path));
  }

  private static String unbracketed(String path) {
    String plain = path.strip();
    return plain.startsWith("<") && plain.endsWith(">")
        ? plain.substring(1, plain.length() - 1)
        : plain;
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text.replaceAll("\\s+", " "));
    return matcher.find() ? matcher.group(1) : "";
  }

  private static boolean automated(MessageFacts facts, HeaderLines header, Optional<String> path) {
    boolean nobody = path.filter(it -> unbracketed(it).isEmpty()).isPresent();
    boolean submitted = // RFC 3834 §5
        header
            .first("auto-submitted")
            .map(value -> value.split(";", 2)[0].strip())
            .filter(value -> !value.equalsIgnoreCase("no"))
            .isPresent();
    return nobody
        || submitted
        || facts.root().mediaType().equals("multipart/report")
        || LISTS.stream().anyMatch(name -> header.first(name).isPresent());
  }
}
