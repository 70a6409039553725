package org.posthorn.mailauth.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.mailauth.dkim.Parsed.Bad;
import org.posthorn.mailauth.dkim.Parsed.Good;

/**
 * A DKIM-Signature field. RFC 6376 §3.5.
 *
 * @param identity the value of {@code i}, decoded; {@code @d} where it is missing
 * @param identityDomain its domain in A-labels
 */
public record DkimSignature(HeaderSignature core, String identity, String identityDomain) {

  /** The name of the field in lower case. */
  public static final String FIELD = "dkim-signature";

  /** Reads one. */
  public static Parsed<DkimSignature> parse(RawField field) {
    Optional<TagList> read = TagList.parse(field.utf8());
    if (read.isEmpty()) {
      return new Bad<>("signature cannot be read");
    }
    TagList tags = read.get();
    if (!tags.value("v").orElse("").equals("1")) {
      return new Bad<>("unknown version");
    }
    boolean dns =
        tags.words("q").isEmpty()
            || tags.words("q").stream().anyMatch(way -> way.equals("dns/txt") || way.equals("dns"));
    if (!dns) {
      return new Bad<>("keys are not in DNS");
    }
    Parsed<HeaderSignature> core = HeaderSignature.parse(field, tags);
    if (core instanceof Bad<HeaderSignature> bad) {
      return new Bad<>(bad.reason());
    }
    HeaderSignature signature = ((Good<HeaderSignature>) core).value();
    String identity =
        tags.compact("i").map(DkimSignature::decoded).orElse("@" + signature.domain());
    Optional<String> domain =
        DnsNames.ascii(identity.substring(identity.lastIndexOf('@') + 1))
            .filter(name -> identity.indexOf('@') >= 0);
    return domain.isPresent()
        ? new Good<>(new DkimSignature(signature, identity, domain.get()))
        : new Bad<>("no valid identity");
  }

  // dkim-quoted-printable ; RFC 6376 §2.11
  private static String decoded(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '=' && isHex(text, i + 1) && isHex(text, i + 2)) {
        out.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        out.writeBytes(text.substring(i, i + 1).getBytes(UTF_8));
      }
    }
    return out.toString(UTF_8);
  }

  private static boolean isHex(String text, int at) {
    return at < text.length() && "0123456789ABCDEF".indexOf(text.charAt(at)) >= 0;
  }

  /** The tags of a field that cannot be read, as far as they can: for the record. */
  static Optional<String> tag(RawField field, String name) {
    return TagList.parse(field.text().substring(field.text().indexOf(':') + 1))
        .flatMap(tags -> tags.compact(name))
        .map(value -> new String(value.getBytes(ISO_8859_1), UTF_8))
        .map(value -> value.toLowerCase(Locale.ROOT))
        .flatMap(DnsNames::ascii);
  }

  /** Whether {@code i} stands for somebody of {@code d}. RFC 6376 §3.5, §6.1.1. */
  boolean aligned() {
    return DnsNames.within(identityDomain, core.domain());
  }
}
