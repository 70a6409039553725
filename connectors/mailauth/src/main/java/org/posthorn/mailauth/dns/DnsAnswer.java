package org.posthorn.mailauth.dns;

import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** What came of asking DNS for the records of one name and type. */
public sealed interface DnsAnswer {

  /**
   * There are records; aliases were followed.
   *
   * @param records at least one, all of the type that was asked for
   * @param secure whether DNSSEC vouches for the records and for each alias on the way to them; if
   *     not, some zone on the way is not signed (RFC 4033 §5)
   * @param owner the name that has the records: that asked for, or the last alias's target
   */
  record Records(List<Record> records, boolean secure, Name owner) implements DnsAnswer {
    public Records {
      records = List.copyOf(records);
    }

    /** The records as what they are. */
    public <T extends Record> List<T> as(Class<T> type) {
      return records.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  /** The name exists, but has no record of the type. RFC 2308 §2.2. */
  record NoData() implements DnsAnswer {}

  /** The name does not exist. RFC 8020. */
  record NoSuchName() implements DnsAnswer {}

  /**
   * No answer, or none that can be used: another time may be better.
   *
   * @param why for the operator
   * @param bogus whether there was an answer whose signatures do not hold (RFC 4033 §5)
   */
  record Failed(String why, boolean bogus) implements DnsAnswer {
    static Failed because(String why) {
      return new Failed(why, false);
    }
  }
}
