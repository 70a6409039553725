package org.posthorn.mailauth.spf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.posthorn.mailauth.dns.DnsAnswer;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Records that a test has, in place of DNS. */
public final class ZoneData implements BiFunction<Name, Integer, DnsAnswer> {
  private final Map<String, List<Record>> records = new HashMap<>();
  private final Set<String> silent = new HashSet<>();
  private static final int MAX_ASKED = 1_000;

  private int asked;

  /** Adds a record in the form of zone files. */
  public ZoneData add(String owner, String type, String value) {
    try {
      Name name = Name.fromString(owner, Name.root);
      records
          .computeIfAbsent(key(name), any -> new ArrayList<>())
          .add(Record.fromString(name, Type.value(type), DClass.IN, 60, value, Name.root));
    } catch (IOException e) {
      throw new IllegalArgumentException(owner + " " + type + " " + value, e);
    }
    return this;
  }

  /** Adds a record that is there already made. */
  void add(Record record) {
    records.computeIfAbsent(key(record.getName()), any -> new ArrayList<>()).add(record);
  }

  /** A name whose records nobody answers for, but for those that are added. */
  public void silent(String owner) {
    silent.add(owner.toLowerCase(Locale.ROOT));
  }

  public int asked() {
    return asked;
  }

  private static String key(Name name) {
    return name.toString(true).toLowerCase(Locale.ROOT);
  }

  @Override
  public DnsAnswer apply(Name name, Integer type) {
    asked++;
    List<Record> all = records.getOrDefault(key(name), List.of());
    List<Record> found = all.stream().filter(each -> each.getType() == type).toList();
    if (!found.isEmpty()) {
      return new DnsAnswer.Records(found, false, name);
    }
    for (Record each : all) {
      if (each instanceof CNAMERecord alias) {
        return asked > MAX_ASKED
            ? new DnsAnswer.Failed("aliases without end", false)
            : apply(alias.getTarget(), type);
      }
    }
    if (silent.contains(key(name))) {
      return new DnsAnswer.Failed("no answer in time", false);
    }
    return all.isEmpty() ? new DnsAnswer.NoSuchName() : new DnsAnswer.NoData();
  }
}
