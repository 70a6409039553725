package org.posthorn.imap.handler;

import java.util.OptionalLong;
import org.posthorn.imap.codec.Responses;
import org.posthorn.mailstore.Quota;
import org.posthorn.mailstore.QuotaLimits;
import org.posthorn.mailstore.QuotaUsage;

/** The QUOTA response. RFC 9208 §4.2.1. */
final class QuotaResponse {
  /** Octets in a unit of STORAGE. RFC 9208 §5.1. */
  static final long STORAGE_UNIT = 1024;

  private QuotaResponse() {}

  /**
   * Writes it; nothing when nothing is limited. RFC 9208 §4.2.1 would have an empty list then,
   * which §7 does not know and at which Thunderbird 153 ends the connection.
   */
  static void write(Quota quota, Responses out) {
    QuotaLimits limits = quota.limits();
    QuotaUsage used = quota.used();
    if (limits.equals(QuotaLimits.NONE)) {
      return;
    }
    out.text("* QUOTA ").astring(quota.root()).text(' ');
    char before = '(';
    before = resource(out, before, "STORAGE", units(used.octets()), inUnits(limits.octets()));
    before = resource(out, before, "MESSAGE", used.messages(), limits.messages());
    resource(out, before, "MAILBOX", used.mailboxes(), limits.mailboxes());
    out.text(')').crlf();
  }

  private static char resource(
      Responses out, char before, String name, long used, OptionalLong limit) {
    if (limit.isEmpty()) {
      return before;
    }
    out.text(before).text(name).space().number(used).space().number(limit.getAsLong());
    return ' ';
  }

  private static long units(long octets) {
    return (octets + STORAGE_UNIT - 1) / STORAGE_UNIT;
  }

  private static OptionalLong inUnits(OptionalLong octets) {
    return octets.isPresent()
        ? OptionalLong.of(octets.getAsLong() / STORAGE_UNIT)
        : OptionalLong.empty();
  }
}
