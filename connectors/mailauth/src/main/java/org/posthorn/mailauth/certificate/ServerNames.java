package org.posthorn.mailauth.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The DNS names that a certificate is for. RFC 6125 §6.4.
 *
 * @param names in A-labels and lower case; {@code *} may stand for the whole first label
 */
record ServerNames(List<String> names) {
  private static final int DNS_NAME = 2; // RFC 5280 §4.2.1.6

  /**
   * Those of a certificate.
   *
   * @param subject whether the subject's common name counts when there is no DNS name (RFC 6125
   *     §6.4.4)
   */
  static ServerNames of(X509Certificate certificate, boolean subject) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> each : alternatives) {
          if (each.get(0) instanceof Integer kind && kind == DNS_NAME) {
            names.add(normal(String.valueOf(each.get(1))));
          }
        }
      }
      if (names.isEmpty() && subject) {
        for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
          if (rdn.getType().equalsIgnoreCase("CN")) {
            names.add(normal(String.valueOf(rdn.getValue())));
          }
        }
      }
    } catch (CertificateParsingException | InvalidNameException e) {
      return new ServerNames(List.of()); // a name that cannot be read is not the right one
    }
    return new ServerNames(List.copyOf(names));
  }

  private static String normal(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** Whether it is for one of these hosts. */
  boolean haveOneOf(Collection<String> hosts) {
    return hosts.stream().map(ServerNames::normal).anyMatch(this::have);
  }

  private boolean have(String host) {
    int dot = host.indexOf('.');
    String wild = dot > 0 ? '*' + host.substring(dot) : host; // RFC 6125 §6.4.3
    return names.contains(host) || host.indexOf('.', dot + 1) > 0 && names.contains(wild);
  }
}
