package org.posthorn.mailauth.dane;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsAnswer;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Finds the TLSA records of mail servers. RFC 7672 §2.2. Thread-safe; waits for DNS. */
public final class DaneLookup {
  private final Dns dns;
  private final int port;

  /** What was found. */
  public sealed interface Found {

    /** There are records, and DNSSEC vouches for them. */
    record Policy(DanePolicy policy) implements Found {}

    /** There are none that count: DANE says nothing about the host. */
    record None() implements Found {}

    /** Nobody knows: no mail may be sent to this host now. RFC 7672 §2.1.2. */
    record Unknown(String why) implements Found {}
  }

  /**
   * @param port where the servers listen
   */
  public DaneLookup(Dns dns, int port) {
    this.dns = dns;
    this.port = port;
  }

  /**
   * The records of a host.
   *
   * @param host whose name comes from a signed zone, or from the sender
   */
  public Found find(String host) {
    Name name;
    try {
      name = Name.fromString(host, Name.root);
    } catch (TextParseException e) {
      return new Found.None();
    }
    DnsAnswer four = dns.ask(name, Type.A);
    DnsAnswer six = dns.ask(name, Type.AAAA);
    if (isDirectAndInsecure(four, name) || isDirectAndInsecure(six, name)) {
      return new Found.None(); // RFC 7672 §2.2.2: in unsigned zones nobody looks for TLSA
    }
    for (DnsAnswer each : List.of(four, six)) {
      if (each instanceof DnsAnswer.Failed failed) { // whoever can silence DNS ends no policy
        return new Found.Unknown(failed.why());
      }
    }
    Set<Name> bases = new LinkedHashSet<>();
    boolean aliased = false;
    for (DnsAnswer each : List.of(four, six)) {
      if (each instanceof DnsAnswer.Records records) {
        aliased |= !records.owner().equals(name);
        if (records.secure()) {
          bases.add(records.owner());
        }
      }
    }
    if (aliased) {
      DnsAnswer alias = dns.ask(name, Type.CNAME);
      if (alias instanceof DnsAnswer.Failed failed) {
        return new Found.Unknown(failed.why());
      }
      if (alias instanceof DnsAnswer.Records records && records.secure()) {
        bases.add(name); // RFC 7672 §2.2.2: the alias itself is vouched for
      }
    }
    return firstOf(bases, name);
  }

  private static boolean isDirectAndInsecure(DnsAnswer answer, Name name) {
    return answer instanceof DnsAnswer.Records records
        && !records.secure()
        && records.owner().equals(name);
  }

  // RFC 7671 §7: that at the end of the aliases first
  private Found firstOf(Set<Name> bases, Name host) {
    for (Name base : bases) {
      DnsAnswer answer;
      try {
        answer = dns.ask(Name.concatenate(prefix(), base), Type.TLSA);
      } catch (NameTooLongException e) {
        continue;
      }
      if (answer instanceof DnsAnswer.Failed failed) {
        return new Found.Unknown(failed.why());
      }
      if (answer instanceof DnsAnswer.Records records && records.secure()) {
        List<TlsaAssociation> associations =
            records.as(TLSARecord.class).stream().map(TlsaAssociation::of).toList();
        return new Found.Policy(new DanePolicy(text(base), names(base, host), associations));
      }
    }
    return new Found.None();
  }

  private Name prefix() {
    return Name.fromConstantString("_" + port + "._tcp");
  }

  private static Set<String> names(Name base, Name host) {
    return new LinkedHashSet<>(List.of(text(base), text(host)));
  }

  private static String text(Name name) {
    return name.toString(true).toLowerCase(Locale.ROOT);
  }
}
