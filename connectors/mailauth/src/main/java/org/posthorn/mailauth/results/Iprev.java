package org.posthorn.mailauth.results;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsAnswer;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Type;

/**
 * Whether the address of a client has a name that has this address. RFC 8601 §3. Thread-safe; waits
 * for DNS.
 */
public final class Iprev {
  private static final int MAX_NAMES = 10;

  private final BiFunction<Name, Integer, DnsAnswer> dns;

  public Iprev(Dns dns) {
    this(dns::ask);
  }

  /** Asks somebody else for the records of a name and type. */
  public Iprev(BiFunction<Name, Integer, DnsAnswer> dns) {
    this.dns = dns;
  }

  /**
   * What came of it.
   *
   * @param status {@code PERMERROR} where the address has no name
   * @param name that was confirmed
   */
  public record Result(AuthStatus status, Optional<String> name) {

    /** The result as it stands in Authentication-Results. RFC 8601 §2.7.3. */
    public String text(InetAddress client) {
      String address = client.getHostAddress();
      String value = client instanceof Inet4Address ? address : "\"" + address + "\"";
      return "iprev=" + status.text() + " policy.iprev=" + value;
    }
  }

  /** Looks for a name of a client. */
  public Result check(InetAddress client) {
    DnsAnswer answer = dns.apply(ReverseMap.fromAddress(client), Type.PTR);
    if (answer instanceof DnsAnswer.Failed) {
      return new Result(AuthStatus.TEMPERROR, Optional.empty());
    }
    if (!(answer instanceof DnsAnswer.Records found)) {
      return new Result(AuthStatus.PERMERROR, Optional.empty());
    }
    boolean unknown = false;
    List<PTRRecord> names = found.as(PTRRecord.class);
    for (PTRRecord each : names.subList(0, Math.min(MAX_NAMES, names.size()))) {
      DnsAnswer addresses =
          dns.apply(each.getTarget(), client instanceof Inet4Address ? Type.A : Type.AAAA);
      unknown |= addresses instanceof DnsAnswer.Failed;
      if (addresses instanceof DnsAnswer.Records records && has(records, client)) {
        String name = each.getTarget().toString(true).toLowerCase(Locale.ROOT);
        return new Result(AuthStatus.PASS, Optional.of(name));
      }
    }
    return new Result(unknown ? AuthStatus.TEMPERROR : AuthStatus.FAIL, Optional.empty());
  }

  private static boolean has(DnsAnswer.Records records, InetAddress client) {
    for (Record record : records.records()) {
      if (record instanceof ARecord four && client.equals(four.getAddress())
          || record instanceof AAAARecord six && client.equals(six.getAddress())) {
        return true;
      }
    }
    return false;
  }
}
