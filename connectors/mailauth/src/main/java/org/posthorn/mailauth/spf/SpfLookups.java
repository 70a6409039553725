package org.posthorn.mailauth.spf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailauth.dns.DnsAnswer;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/** DNS for one check, with its limits. RFC 7208 §4.6.4. For one thread. */
final class SpfLookups {
  private static final int MAX_TERMS = 10;
  private static final int MAX_VOID = 2;
  private static final int MAX_NAME = 253;
  private static final int MAX_LABEL = 63;

  private final BiFunction<Name, Integer, DnsAnswer> dns;
  private final Clock clock;
  private final Instant until;
  private int terms;
  private int empty;

  SpfLookups(BiFunction<Name, Integer, DnsAnswer> dns, Clock clock, Duration patience) {
    this.dns = dns;
    this.clock = clock;
    until = clock.instant().plus(patience);
  }

  /** Ends a check: the result is known, whatever stands in the rest of the policy. */
  static final class Ended extends Exception {
    private static final long serialVersionUID = 1;
    private final SpfResult result;

    Ended(SpfResult result, String reason) {
      super(reason, null, false, false);
      this.result = result;
    }

    SpfResult result() {
      return result;
    }
  }

  /** Counts a term that asks DNS. */
  void term() throws Ended {
    if (++terms > MAX_TERMS) {
      throw new Ended(SpfResult.PERMERROR, "more than " + MAX_TERMS + " terms with look-ups");
    }
  }

  /** The records of a name; none where it has none, or is none. */
  <T extends Record> List<T> records(String name, int type, Class<T> as) throws Ended {
    DnsAnswer answer = ask(name, type);
    if (answer instanceof DnsAnswer.Records records) {
      return records.as(as);
    }
    if (++empty > MAX_VOID) {
      throw new Ended(SpfResult.PERMERROR, "more than " + MAX_VOID + " look-ups for nothing");
    }
    return List.of();
  }

  /** The texts of a name, which do not count. */
  List<String> texts(String name) throws Ended {
    List<String> texts = new ArrayList<>();
    if (ask(name, Type.TXT) instanceof DnsAnswer.Records records) {
      for (TXTRecord record : records.as(TXTRecord.class)) {
        StringBuilder text = new StringBuilder();
        record.getStringsAsByteArrays().forEach(part -> text.append(new String(part, ISO_8859_1)));
        texts.add(text.toString());
      }
    }
    return texts;
  }

  /** The addresses of a name that are of a client's family. */
  List<InetAddress> addresses(String name, InetAddress client) throws Ended {
    return client instanceof Inet4Address
        ? records(name, Type.A, ARecord.class).stream().map(ARecord::getAddress).toList()
        : records(name, Type.AAAA, AAAARecord.class).stream().map(AAAARecord::getAddress).toList();
  }

  /** Names that an address says it has; failures are none. RFC 7208 §5.5. */
  List<String> names(InetAddress address) throws Ended {
    DnsAnswer answer = ask(ReverseMap.fromAddress(address), Type.PTR);
    if (answer instanceof DnsAnswer.Records records) {
      return records.as(PTRRecord.class).stream()
          .map(each -> each.getTarget().toString(true))
          .toList();
    }
    return List.of();
  }

  /** Whether a name has an address of a client; failures mean that it has not. */
  boolean has(String name, InetAddress client) throws Ended {
    try {
      DnsAnswer answer = ask(asked(name), client instanceof Inet4Address ? Type.A : Type.AAAA);
      return answer instanceof DnsAnswer.Records records
          && records.records().stream().anyMatch(each -> client.equals(address(each)));
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable InetAddress address(Record record) {
    if (record instanceof ARecord four) {
      return four.getAddress();
    }
    return record instanceof AAAARecord six ? six.getAddress() : null;
  }

  private DnsAnswer ask(String name, int type) throws Ended {
    Name asked;
    try {
      asked = asked(name);
    } catch (IOException e) {
      return new DnsAnswer.NoSuchName(); // RFC 7208 §4.3: what cannot be asked for does not exist
    }
    DnsAnswer answer = ask(asked, type);
    if (answer instanceof DnsAnswer.Failed) {
      throw new Ended(SpfResult.TEMPERROR, "DNS gave no answer");
    }
    return answer;
  }

  private DnsAnswer ask(Name name, int type) throws Ended {
    if (clock.instant().isAfter(until)) {
      throw new Ended(SpfResult.TEMPERROR, "it took too long");
    }
    return dns.apply(name, type);
  }

  /** A name as DNS has it: what macros gave may have any octets, and too many labels. */
  private static Name asked(String text) throws IOException {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    while (name.length() > MAX_NAME && name.indexOf('.') >= 0) { // RFC 7208 §7.3
      name = name.substring(name.indexOf('.') + 1);
    }
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    for (String label : name.split("\\.", -1)) {
      if (label.isEmpty() || label.length() > MAX_LABEL) {
        throw new WireParseException("no label");
      }
      wire.write(label.length());
      wire.writeBytes(label.getBytes(ISO_8859_1));
    }
    wire.write(0);
    return new Name(wire.toByteArray());
  }
}
