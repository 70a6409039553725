package org.posthorn.mailauth.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.posthorn.mailauth.dkim.Parsed.Bad;
import org.posthorn.mailauth.dkim.Parsed.Good;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsAnswer;
import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Finds the public keys of domains in DNS. RFC 6376 §3.6.2. Thread-safe; waits for DNS. */
public final class DkimKeyLookup {
  private final BiFunction<Name, Integer, DnsAnswer> dns;

  public DkimKeyLookup(Dns dns) {
    this(dns::ask);
  }

  /** Asks somebody else for the records of a name and type. */
  public DkimKeyLookup(BiFunction<Name, Integer, DnsAnswer> dns) {
    this.dns = dns;
  }

  /** What a look-up gave: a key, or why there is none. */
  public sealed interface Found {
    /** A key. */
    record Key(DkimKeyRecord key) implements Found {}

    /** None that can be used. */
    record None(DkimVerdict why) implements Found {}
  }

  /**
   * The key of a selector.
   *
   * @param domain in A-labels
   * @param selector likewise
   */
  public Found find(String domain, String selector) {
    Name name;
    try {
      name = Name.fromString(selector + "._domainkey." + domain, Name.root);
    } catch (TextParseException e) {
      return none(AuthStatus.PERMERROR, "no DNS name");
    }
    DnsAnswer answer = dns.apply(name, Type.TXT);
    if (answer instanceof DnsAnswer.Failed) {
      return none(AuthStatus.TEMPERROR, "no answer about the key");
    }
    return answer instanceof DnsAnswer.Records records
        ? only(records.as(TXTRecord.class))
        : none(AuthStatus.PERMERROR, "no key for signature");
  }

  private static Found only(List<TXTRecord> records) {
    List<DkimKeyRecord> keys = new ArrayList<>();
    String reason = "no key for signature";
    for (TXTRecord record : records) {
      Parsed<DkimKeyRecord> read = DkimKeyRecord.parse(text(record));
      if (read instanceof Good<DkimKeyRecord> good) {
        keys.add(good.value());
      } else if (read instanceof Bad<DkimKeyRecord> bad) {
        reason = bad.reason();
      }
    }
    if (keys.size() > 1) { // RFC 6376 §3.6.2.2: then nothing is defined
      return none(AuthStatus.PERMERROR, "several keys for signature");
    }
    return keys.isEmpty() ? none(AuthStatus.PERMERROR, reason) : new Found.Key(keys.get(0));
  }

  private static String text(TXTRecord record) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(512);
    record.getStringsAsByteArrays().forEach(text::writeBytes); // RFC 6376 §3.6.2.2: no blanks
    return text.toString(ISO_8859_1);
  }

  private static Found none(AuthStatus status, String reason) {
    return new Found.None(new DkimVerdict(status, reason));
  }
}
