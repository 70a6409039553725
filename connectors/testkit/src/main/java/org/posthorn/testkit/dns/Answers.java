package org.posthorn.testkit.dns;

import java.util.List;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SetResponse;
import org.xbill.DNS.Zone;

/** Answers questions from a zone as a recursive resolver would: aliases are followed. */
record Answers(Zone zone) {
  private static final int MAX_ALIASES = 40;

  /** The answer to a question. */
  Message to(Message query) {
    Message reply = reply(query);
    Name name = query.getQuestion().getName();
    for (int alias = 0; alias < MAX_ALIASES; alias++) {
      SetResponse found = zone.findRecords(name, query.getQuestion().getType());
      if (!found.isCNAME()) {
        finish(reply, found);
        return reply;
      }
      CNAMERecord cname = found.getCNAME();
      reply.addRecord(cname, Section.ANSWER);
      name = cname.getTarget();
    }
    return reply;
  }

  private void finish(Message reply, SetResponse found) {
    if (found.isSuccessful()) {
      List<RRset> sets = found.answers();
      for (RRset set : sets) {
        set.rrs().forEach(record -> reply.addRecord(record, Section.ANSWER));
      }
      return;
    }
    if (found.isNXDOMAIN()) {
      reply.getHeader().setRcode(Rcode.NXDOMAIN);
    }
    reply.addRecord(zone.getSOA(), Section.AUTHORITY); // RFC 2308 §3
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
}
