package org.posthorn.mailauth.dns;

import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Finds the texts of a name. Thread-safe; waits for DNS. */
public final class TxtLookup {
  private final Dns dns;

  public TxtLookup(Dns dns) {
    this.dns = dns;
  }

  /**
   * A text for each TXT record, its strings joined; none when the name has none.
   *
   * @return empty when DNS gave no answer that can be used
   */
  public Optional<List<String>> texts(String name) {
    DnsAnswer answer;
    try {
      answer = dns.ask(Name.fromString(name, Name.root), Type.TXT);
    } catch (TextParseException e) {
      return Optional.of(List.of());
    }
    if (answer instanceof DnsAnswer.Records records) {
      return Optional.of(
          records.as(TXTRecord.class).stream()
              .map(each -> String.join("", each.getStrings()))
              .toList());
    }
    return answer instanceof DnsAnswer.Failed ? Optional.empty() : Optional.of(List.of());
  }
}
