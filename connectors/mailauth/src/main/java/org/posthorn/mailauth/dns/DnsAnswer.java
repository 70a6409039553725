package org.posthorn.mailauth.dns;

import java.util.List;
import org.xbill.DNS.Record;

/** What came of asking DNS for the records of one name and type. */
public sealed interface DnsAnswer {

  /**
   * There are records; aliases were followed.
   *
   * @param records at least one, all of the type that was asked for
   */
  record Records(List<Record> records) implements DnsAnswer {
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

  /** No answer, or none that can be used: another time may be better. */
  record Failed(String why) implements DnsAnswer {}
}
