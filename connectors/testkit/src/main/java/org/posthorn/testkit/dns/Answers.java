package org.posthorn.testkit.dns;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SetResponse;
import org.xbill.DNS.Type;
import org.xbill.DNS.Zone;

/**
 * Answers questions as a recursive resolver would: aliases are followed. Names may be made the top
 * of signed and of unsigned zones; what a signed zone does not have is denied by an NSEC record of
 * the name itself. RFC 4470, RFC 9824.
 */
final class Answers {
  private static final int MAX_ALIASES = 40;
  private static final int TTL = 60;

  private final Zone records;
  private final Map<Name, Optional<ZoneSigner>> zones = new ConcurrentHashMap<>();

  Answers(Zone records) {
    this.records = records;
    zones.put(Name.root, Optional.empty());
  }

  Zone records() {
    return records;
  }

  /** Makes a name the top of a signed zone. */
  ZoneSigner sign(Name apex) {
    ZoneSigner signer = new ZoneSigner(apex);
    zones.put(apex, Optional.of(signer));
    return signer;
  }

  /** Makes a name the top of a zone without signatures. */
  void cut(Name apex) {
    zones.put(apex, Optional.empty());
  }

  /**
   * The answer to a question.
   *
   * @param expired whether signatures are those of yesterday
   */
  Message to(Message query, boolean expired) {
    Message reply = reply(query);
    boolean signed = query.getOPT() != null && (query.getOPT().getFlags() & ExtendedFlags.DO) != 0;
    Signatures signatures = new Signatures(reply, signed, expired);
    Name name = query.getQuestion().getName();
    int type = query.getQuestion().getType();
    if (type == Type.DNSKEY || type == Type.DS) {
      chainOfTrust(name, type, signatures);
      return reply;
    }
    for (int alias = 0; alias < MAX_ALIASES; alias++) {
      SetResponse found = records.findRecords(name, type);
      if (!found.isCNAME()) {
        finish(name, found, signatures);
        return reply;
      }
      CNAMERecord cname = found.getCNAME();
      signatures.add(zone(name), ZoneSigner.set(cname), Section.ANSWER);
      name = cname.getTarget();
    }
    return reply;
  }

  private void chainOfTrust(Name name, int type, Signatures to) {
    Optional<ZoneSigner> own = signer(name);
    if (type == Type.DNSKEY && own.isPresent()) {
      to.add(name, ZoneSigner.set(own.get().key()), Section.ANSWER);
    } else if (type == Type.DS && own.isPresent() && !name.equals(Name.root)) {
      to.add(above(name), ZoneSigner.set(own.get().delegation()), Section.ANSWER);
    } else {
      deny(type == Type.DS && !name.equals(Name.root) ? above(name) : zone(name), name, to);
    }
  }

  private void finish(Name name, SetResponse found, Signatures to) {
    if (found.isSuccessful()) {
      found.answers().forEach(set -> to.add(zone(name), set, Section.ANSWER));
      return;
    }
    if (found.isNXDOMAIN() && (signer(zone(name)).isEmpty() || !to.wanted)) {
      to.reply.getHeader().setRcode(Rcode.NXDOMAIN);
    }
    deny(zone(name), name, to);
  }

  private void deny(Name zone, Name name, Signatures to) {
    to.add(zone, ZoneSigner.set(soa(zone)), Section.AUTHORITY); // RFC 2308 §3
    if (to.wanted && signer(zone).isPresent()) {
      Set<Integer> types = new TreeSet<>(Set.of(Type.NSEC, Type.RRSIG));
      for (int each : new int[] {Type.A, Type.AAAA, Type.MX, Type.TXT, Type.TLSA, Type.CNAME}) {
        if (records.findExactMatch(name, each) != null) {
          types.add(each);
        }
      }
      if (zones.containsKey(name)) {
        types.add(Type.NS);
        if (zone.equals(name)) {
          types.add(Type.SOA);
        }
      }
      Name next = Name.fromConstantString("\\000." + (name.equals(Name.root) ? "" : name));
      int[] bitmap = types.stream().mapToInt(Integer::intValue).toArray();
      to.add(
          zone,
          ZoneSigner.set(new NSECRecord(name, DClass.IN, 1, next, bitmap)),
          Section.AUTHORITY);
    }
  }

  private static SOARecord soa(Name zone) {
    Name host = Name.fromConstantString("ns.invalid.");
    return new SOARecord(zone, DClass.IN, 1, host, host, 1, TTL, TTL, TTL, 1);
  }

  private Optional<ZoneSigner> signer(Name apex) {
    return zones.getOrDefault(apex, Optional.empty());
  }

  private Name above(Name name) {
    return zone(new Name(name, 1));
  }

  /** The top of the zone that a name lies in. */
  private Name zone(Name name) {
    Name at = name;
    while (!zones.containsKey(at)) {
      at = new Name(at, 1);
    }
    return at;
  }

  /** An empty answer to a question. */
  static Message reply(Message query) {
    Message reply = new Message(query.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.getHeader().setFlag(Flags.AA);
    reply.getHeader().setFlag(Flags.RA);
    if (query.getHeader().getFlag(Flags.RD)) {
      reply.getHeader().setFlag(Flags.RD);
    }
    Record question = query.getQuestion();
    reply.addRecord(question, Section.QUESTION);
    return reply;
  }

  /** Puts records into a reply, with their signatures where these are wanted. */
  private final class Signatures {
    private final Message reply;
    private final boolean wanted;
    private final boolean expired;

    Signatures(Message reply, boolean wanted, boolean expired) {
      this.reply = reply;
      this.wanted = wanted;
      this.expired = expired;
    }

    void add(Name zone, RRset set, int section) {
      set.rrs().forEach(record -> reply.addRecord(record, section));
      if (wanted) {
        signer(zone).ifPresent(signer -> reply.addRecord(signer.sign(set, expired), section));
      }
    }
  }
}
