package org.posthorn.mailauth.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Address;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Finds where mail for a domain goes. RFC 5321 §5.1. Thread-safe; waits for DNS. */
public final class MxLookup {
  private static final String NO_ANSWER = "4.4.3"; // RFC 3463 §3.5: directory server failure

  /** As a name of a host may be; the underscore is seen in practice. RFC 1123 §2.1. */
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}");

  private final Dns dns;
  private final Random random;

  /**
   * @param random the order among hosts of one preference comes from it
   */
  public MxLookup(Dns dns, Random random) {
    this.dns = dns;
    this.random = random;
  }

  /**
   * The hosts for mail to a domain, in the order in which to try them: by preference, at random
   * among equals. At least one.
   *
   * @param domain in A-labels, or an address literal in brackets
   */
  public DnsLookup<List<MxHost>> hosts(String domain) {
    if (domain.startsWith("[")) {
      return new DnsLookup.Yes<>(List.of(new MxHost(0, domain)), false); // RFC 5321 §4.1.3
    }
    Name name;
    try {
      name = Name.fromString(domain, Name.root);
    } catch (TextParseException e) {
      return new DnsLookup.No<>("5.1.2", "The domain " + domain + " is no domain name");
    }
    DnsAnswer answer = dns.ask(name, Type.MX);
    if (answer instanceof DnsAnswer.Records found) {
      return ordered(domain, found.as(MXRecord.class), found.secure());
    }
    if (answer instanceof DnsAnswer.NoData) {
      // RFC 5321 §5.1: implicit MX; its name comes from the sender, so nobody need vouch for it
      return new DnsLookup.Yes<>(List.of(new MxHost(0, text(name))), true);
    }
    if (answer instanceof DnsAnswer.NoSuchName) {
      return new DnsLookup.No<>("5.1.2", "The domain " + domain + " does not exist");
    }
    return new DnsLookup.No<>(NO_ANSWER, "DNS gave no answer about " + domain);
  }

  private DnsLookup<List<MxHost>> ordered(String domain, List<MXRecord> records, boolean secure) {
    List<MxHost> hosts = new ArrayList<>();
    boolean named = false;
    for (MXRecord record : records) {
      if (!record.getTarget().equals(Name.root)) { // a null MX beside others says nothing
        named = true;
        String host = text(record.getTarget());
        if (HOST.matcher(host).matches()) {
          hosts.add(new MxHost(record.getPriority(), host));
        }
      }
    }
    if (hosts.isEmpty() && named) {
      return new DnsLookup.No<>("5.4.4", "The MX records of " + domain + " name no hosts");
    }
    if (hosts.isEmpty()) {
      return new DnsLookup.No<>(
          "5.1.10", "The domain " + domain + " takes no mail"); // RFC 7505 §4.2
    }
    Collections.shuffle(hosts, random); // RFC 5321 §5.1: randomize among equals
    hosts.sort(Comparator.comparingInt(MxHost::preference));
    return new DnsLookup.Yes<>(List.copyOf(hosts), secure);
  }

  /**
   * The addresses of a host, IPv6 and IPv4 in turn and IPv6 first (RFC 8305 §4), at least one.
   *
   * @param host as in {@link MxHost#name()}
   */
  public DnsLookup<List<InetAddress>> addresses(String host) {
    if (host.startsWith("[")) {
      return literal(host);
    }
    Name name;
    try {
      name = Name.fromString(host, Name.root);
    } catch (TextParseException e) {
      return new DnsLookup.No<>("5.4.4", "The host " + host + " has no valid name");
    }
    DnsAnswer six = dns.ask(name, Type.AAAA);
    DnsAnswer four = dns.ask(name, Type.A);
    List<InetAddress> sixes = new ArrayList<>();
    List<InetAddress> fours = new ArrayList<>();
    if (six instanceof DnsAnswer.Records found) {
      found.as(AAAARecord.class).forEach(each -> sixes.add(each.getAddress()));
    }
    if (four instanceof DnsAnswer.Records found) {
      found.as(ARecord.class).forEach(each -> fours.add(each.getAddress()));
    }
    if (!sixes.isEmpty() || !fours.isEmpty()) {
      return new DnsLookup.Yes<>(inTurn(sixes, fours), secure(six) && secure(four));
    }
    if (six instanceof DnsAnswer.Failed || four instanceof DnsAnswer.Failed) {
      return new DnsLookup.No<>(NO_ANSWER, "DNS gave no answer about " + host);
    }
    return new DnsLookup.No<>("5.4.4", "The host " + host + " has no address"); // RFC 3463 §3.5
  }

  private static boolean secure(DnsAnswer answer) {
    return !(answer instanceof DnsAnswer.Records records) || records.secure();
  }

  private static DnsLookup<List<InetAddress>> literal(String host) {
    String text = host.substring(1, host.endsWith("]") ? host.length() - 1 : host.length());
    boolean six = text.toLowerCase(Locale.ROOT).startsWith("ipv6:");
    InetAddress address = null;
    try {
      byte[] octets =
          six
              ? Address.toByteArray(text.substring(5), Address.IPv6)
              : Address.toByteArray(text, Address.IPv4);
      address = octets == null ? null : InetAddress.getByAddress(octets);
    } catch (java.net.UnknownHostException e) {
      address = null;
    }
    return address == null
        ? new DnsLookup.No<>("5.1.2", "The address literal " + host + " is not valid")
        : new DnsLookup.Yes<>(List.of(address), false);
  }

  private static List<InetAddress> inTurn(List<InetAddress> sixes, List<InetAddress> fours) {
    List<InetAddress> all = new ArrayList<>();
    for (int i = 0; i < Math.max(sixes.size(), fours.size()); i++) {
      if (i < sixes.size()) {
        all.add(sixes.get(i));
      }
      if (i < fours.size()) {
        all.add(fours.get(i));
      }
    }
    return List.copyOf(all);
  }

  private static String text(Name name) {
    return name.toString(true).toLowerCase(Locale.ROOT);
  }
}
