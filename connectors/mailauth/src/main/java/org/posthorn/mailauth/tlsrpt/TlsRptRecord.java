package org.posthorn.mailauth.tlsrpt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a domain wants reports to be sent: the TXT record of {@code _smtp._tls}. RFC 8460 §3.
 *
 * @param reports URIs with the scheme mailto or https, at least one
 */
public record TlsRptRecord(List<String> reports) {
  private static final String VERSION = "v=TLSRPTv1";

  public TlsRptRecord {
    reports = List.copyOf(reports);
  }

  /** The name that has the record of a domain. */
  public static String name(String domain) {
    return "_smtp._tls." + domain;
  }

  /**
   * Reads the TXT records of that name; empty when there is not exactly one that counts, or it has
   * no destination that is known.
   *
   * @param texts one text for each record, its strings joined
   */
  public static Optional<TlsRptRecord> of(List<String> texts) {
    List<String> ours = texts.stream().filter(TlsRptRecord::counts).toList();
    return ours.size() == 1 ? parse(ours.get(0)) : Optional.empty(); // RFC 8460 §3
  }

  private static boolean counts(String text) {
    return text.equals(VERSION) || text.startsWith(VERSION + ";") || text.startsWith(VERSION + " ");
  }

  // tlsrpt-record = tlsrpt-version 1*(field-delim tlsrpt-field) [field-delim]
  private static Optional<TlsRptRecord> parse(String text) {
    List<String> reports = new ArrayList<>();
    for (String field : text.substring(VERSION.length()).split(";")) {
      String[] pair = field.strip().split("=", 2);
      if (pair.length == 2 && pair[0].strip().equals("rua")) {
        for (String uri : pair[1].split(",")) { // a comma within a URI is encoded
          String lower = uri.strip().toLowerCase(Locale.ROOT);
          if (lower.startsWith("mailto:") || lower.startsWith("https:")) {
            reports.add(uri.strip());
          }
        }
      }
    }
    return reports.isEmpty() ? Optional.empty() : Optional.of(new TlsRptRecord(reports));
  }
}
