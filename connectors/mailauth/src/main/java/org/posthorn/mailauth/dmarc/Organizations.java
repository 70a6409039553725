package org.posthorn.mailauth.dmarc;

import com.google.common.net.InternetDomainName;
import java.util.Optional;

/** Which domains belong together, by the Public Suffix List. RFC 7489 §3.2. */
public final class Organizations {
  private Organizations() {}

  /**
   * The organizational domain of a domain: the name below its public suffix; the domain itself
   * where it is one, or has none.
   *
   * @param domain in A-labels, lower case
   */
  public static String of(String domain) {
    return registrable(domain).orElse(domain);
  }

  /** The name below the public suffix; empty for a public suffix and for what is no domain. */
  static Optional<String> registrable(String domain) {
    if (!InternetDomainName.isValid(domain) || domain.startsWith(".")) {
      return Optional.empty();
    }
    InternetDomainName name = InternetDomainName.from(domain);
    if (name.hasPublicSuffix()) {
      return name.isUnderPublicSuffix()
          ? Optional.of(name.topPrivateDomain().toString())
          : Optional.empty();
    }
    int labels = name.parts().size(); // the rule "*" of the list: a top-level domain nobody lists
    return labels < 2
        ? Optional.empty()
        : Optional.of(String.join(".", name.parts().subList(labels - 2, labels)));
  }
}
