package org.posthorn.mailauth.arc;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.mailauth.dkim.DkimAlgorithm;
import org.posthorn.mailauth.dkim.DnsNames;
import org.posthorn.mailauth.dkim.Parsed;
import org.posthorn.mailauth.dkim.Parsed.Bad;
import org.posthorn.mailauth.dkim.Parsed.Good;
import org.posthorn.mailauth.dkim.RawField;
import org.posthorn.mailauth.dkim.TagList;

/**
 * An ARC-Seal field. RFC 8617 §4.1.3.
 *
 * @param signature Base64 without blanks
 * @param validation the value of {@code cv}: {@code none}, {@code pass} or {@code fail}
 */
record ArcSeal(
    DkimAlgorithm algorithm, String domain, String selector, String signature, String validation) {

  static Parsed<ArcSeal> parse(RawField field) {
    Optional<TagList> read = TagList.parse(field.utf8());
    if (read.isEmpty() || read.get().has("h") || read.get().has("bh")) { // RFC 8617 §4.1.3
      return new Bad<>("seal cannot be read");
    }
    TagList tags = read.get();
    Optional<DkimAlgorithm> algorithm =
        tags.compact("a")
            .flatMap(DkimAlgorithm::named)
            .filter(each -> each != DkimAlgorithm.RSA_SHA1);
    Optional<String> domain = tags.compact("d").flatMap(DnsNames::ascii);
    Optional<String> selector = tags.compact("s").flatMap(DnsNames::ascii);
    Optional<String> signature = tags.base64("b");
    String validation = tags.compact("cv").orElse("").toLowerCase(Locale.ROOT);
    boolean whole =
        algorithm.isPresent()
            && domain.isPresent()
            && selector.isPresent()
            && signature.isPresent()
            && List.of("none", "pass", "fail").contains(validation);
    return whole
        ? new Good<>(
            new ArcSeal(algorithm.get(), domain.get(), selector.get(), signature.get(), validation))
        : new Bad<>("seal cannot be read");
  }
}
