package org.posthorn.mailauth.dkim;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.mailauth.dkim.Parsed.Bad;
import org.posthorn.mailauth.dkim.Parsed.Good;

/**
 * A signature over some fields and the body of a message: what a DKIM-Signature (RFC 6376 §3.5) and
 * an ARC-Message-Signature (RFC 8617 §4.1.2) have in common.
 *
 * @param field where it stands
 * @param domain in A-labels and lower case
 * @param selector likewise
 * @param signature the value of {@code b}: Base64 without blanks
 * @param bodyHash the value of {@code bh} likewise
 * @param fields names in lower case, in the order of {@code h}
 * @param length how many octets of the canonical body are hashed; empty for all
 */
public record HeaderSignature(
    RawField field,
    DkimAlgorithm algorithm,
    String domain,
    String selector,
    String signature,
    String bodyHash,
    Canonicalization headerForm,
    Canonicalization bodyForm,
    List<String> fields,
    OptionalLong length,
    OptionalLong signed,
    OptionalLong expires) {

  private static final int MAX_FIELDS = 200;
  private static final long SKEW = 300; // seconds by which clocks of others may be ahead

  public HeaderSignature {
    fields = List.copyOf(fields);
  }

  /** Reads the tags that both kinds have. */
  public static Parsed<HeaderSignature> parse(RawField field, TagList tags) {
    Optional<DkimAlgorithm> algorithm = tags.compact("a").flatMap(DkimAlgorithm::named);
    Optional<String> domain = tags.compact("d").flatMap(DnsNames::ascii);
    Optional<String> selector = tags.compact("s").flatMap(DnsNames::ascii);
    Optional<String> signature = tags.base64("b");
    Optional<String> bodyHash = tags.base64("bh");
    if (algorithm.isEmpty()) {
      return new Bad<>(tags.has("a") ? "unknown algorithm" : "no algorithm");
    }
    if (domain.isEmpty() || selector.isEmpty()) {
      return new Bad<>("no valid domain or selector");
    }
    if (signature.isEmpty() || bodyHash.isEmpty()) {
      return new Bad<>("no valid signature or body hash");
    }
    String[] forms = tags.compact("c").orElse("simple/simple").split("/", -1);
    Optional<Canonicalization> header = Canonicalization.named(forms[0]);
    Optional<Canonicalization> body =
        forms.length == 1
            ? Optional.of(Canonicalization.SIMPLE) // RFC 6376 §3.5
            : Canonicalization.named(forms[1]);
    if (header.isEmpty() || body.isEmpty() || forms.length > 2) {
      return new Bad<>("unknown canonicalization");
    }
    List<String> names = tags.words("h");
    if (names.isEmpty() || names.size() > MAX_FIELDS || names.contains("")) {
      return new Bad<>("no valid list of signed fields");
    }
    OptionalLong length = tags.number("l");
    OptionalLong signed = tags.number("t");
    OptionalLong expires = tags.number("x");
    if (length.orElse(0) < 0 || signed.orElse(0) < 0 || expires.orElse(0) < 0) {
      return new Bad<>("a number is none");
    }
    return new Good<>(
        new HeaderSignature(
            field,
            algorithm.get(),
            domain.get(),
            selector.get(),
            signature.get(),
            bodyHash.get(),
            header.get(),
            body.get(),
            names,
            length,
            signed,
            expires));
  }

  /** Why it may not be believed whatever the key says; empty when nothing is against it. */
  public Optional<DkimVerdict> objection(Instant now) {
    if (!fields.contains("from")) { // RFC 6376 §5.4
      return Optional.of(new DkimVerdict(AuthStatus.PERMERROR, "From is not signed"));
    }
    if (signed.isPresent() && expires.isPresent() && expires.getAsLong() <= signed.getAsLong()) {
      return Optional.of(new DkimVerdict(AuthStatus.PERMERROR, "expires before it was made"));
    }
    if (algorithm == DkimAlgorithm.RSA_SHA1) { // RFC 8301 §3.1
      return Optional.of(new DkimVerdict(AuthStatus.POLICY, "SHA-1 is not accepted"));
    }
    if (expires.isPresent() && expires.getAsLong() < now.getEpochSecond()) {
      return Optional.of(new DkimVerdict(AuthStatus.FAIL, "signature expired"));
    }
    if (signed.orElse(0) > now.getEpochSecond() + SKEW) {
      return Optional.of(new DkimVerdict(AuthStatus.POLICY, "signed in the future"));
    }
    return Optional.empty();
  }

  /**
   * The octets that the signature is over: the fields that {@code h} names, then its own field with
   * an empty {@code b}. RFC 6376 §3.7.
   */
  public byte[] signedOctets(RawHeader header) {
    return SignedOctets.of(header, fields, headerForm, unsigned(field.text()));
  }

  /** A field with the value of its tag {@code b} taken out, blanks included. RFC 6376 §3.5. */
  public static String unsigned(String field) {
    int at = field.indexOf(':') + 1;
    while (at < field.length()) {
      int end = field.indexOf(';', at);
      end = end < 0 ? field.length() : end;
      int equals = field.indexOf('=', at);
      if (equals > 0 && equals < end && field.substring(at, equals).strip().equals("b")) {
        return field.substring(0, equals + 1) + field.substring(end);
      }
      at = end + 1;
    }
    return field;
  }
}
