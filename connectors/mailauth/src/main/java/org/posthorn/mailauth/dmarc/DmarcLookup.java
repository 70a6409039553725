package org.posthorn.mailauth.dmarc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.posthorn.mailauth.dns.DnsAnswer;
import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Finds policies, and which domains belong together, for one message. For one thread. */
final class DmarcLookup {
  private static final int MAX_LABELS = 8; // RFC 9989: as many queries walk up one tree
  private static final int LABELS_AFTER_A_JUMP = 7;

  private final BiFunction<Name, Integer, DnsAnswer> dns;
  private final DmarcDiscovery discovery;
  private final Map<String, Optional<DmarcRecord>> known = new LinkedHashMap<>();

  DmarcLookup(BiFunction<Name, Integer, DnsAnswer> dns, DmarcDiscovery discovery) {
    this.dns = dns;
    this.discovery = discovery;
  }

  /** DNS gave no answer. */
  static final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1;

    NoAnswer() {
      super("DNS gave no answer", null, false, false);
    }
  }

  /**
   * A policy that was found.
   *
   * @param domain that has published it
   */
  record Found(DmarcRecord record, String domain) {}

  /** The policy for mail of an author's domain: its own, else that of the organization. */
  Optional<Found> policy(String author) throws NoAnswer {
    Optional<Found> own = record(author).map(record -> new Found(record, author));
    if (own.isPresent()) {
      return own;
    }
    String organization = organization(author);
    Optional<Found> above = record(organization).map(record -> new Found(record, organization));
    return above.isPresent() || discovery == DmarcDiscovery.PUBLIC_SUFFIX_LIST
        ? above
        : suffix(author);
  }

  // of a public suffix above the organization, which speaks for those who say nothing
  private Optional<Found> suffix(String author) throws NoAnswer {
    for (String domain : walk(author)) {
      Optional<DmarcRecord> record = record(domain);
      if (record.isPresent() && record.get().suffix().orElse(false)) {
        return Optional.of(new Found(record.get(), domain));
      }
    }
    return Optional.empty();
  }

  /** The organizational domain of a domain. */
  String organization(String domain) throws NoAnswer {
    if (discovery == DmarcDiscovery.PUBLIC_SUFFIX_LIST) {
      return Organizations.of(domain);
    }
    String highest = domain;
    List<String> walked = walk(domain);
    for (int i = 0; i < walked.size(); i++) {
      Optional<DmarcRecord> record = record(walked.get(i));
      if (record.isEmpty()) {
        continue;
      }
      Optional<Boolean> suffix = record.get().suffix();
      if (suffix.isPresent() && !suffix.get()) {
        return walked.get(i);
      }
      if (suffix.isPresent() && i > 0) {
        return below(domain, walked.get(i));
      }
      highest = walked.get(i);
    }
    return highest;
  }

  // the domain one label below a suffix, on the way to a domain
  private static String below(String domain, String suffix) {
    String before = domain.substring(0, domain.length() - suffix.length() - 1);
    return domain.substring(before.lastIndexOf('.') + 1);
  }

  /** The domain and those above it, as far as RFC 9989 walks. */
  private static List<String> walk(String domain) {
    List<String> walked = new ArrayList<>(List.of(domain));
    String[] labels = domain.split("\\.");
    int next = labels.length > MAX_LABELS ? LABELS_AFTER_A_JUMP : labels.length - 1;
    for (int count = next; count > 0; count--) {
      walked.add(String.join(".", List.of(labels).subList(labels.length - count, labels.length)));
    }
    return walked;
  }

  /** What a domain itself has published. */
  Optional<DmarcRecord> record(String domain) throws NoAnswer {
    Optional<DmarcRecord> before = known.get(domain);
    if (before != null) {
      return before;
    }
    Optional<DmarcRecord> record = DmarcRecord.of(texts(DmarcRecord.name(domain)));
    known.put(domain, record);
    return record;
  }

  /** A text for each TXT record of a name, its strings joined. */
  List<String> texts(String name) throws NoAnswer {
    return ask(name, Type.TXT) instanceof DnsAnswer.Records records
        ? records.as(TXTRecord.class).stream()
            .map(each -> String.join("", each.getStrings()))
            .toList()
        : List.of();
  }

  /** Whether a domain exists: it, or one below it, has records of some type. RFC 9989. */
  boolean exists(String domain) throws NoAnswer {
    return !(ask(domain, Type.MX) instanceof DnsAnswer.NoSuchName);
  }

  private DnsAnswer ask(String name, int type) throws NoAnswer {
    DnsAnswer answer;
    try {
      answer = dns.apply(Name.fromString(name, Name.root), type);
    } catch (TextParseException e) {
      return new DnsAnswer.NoSuchName();
    }
    if (answer instanceof DnsAnswer.Failed) {
      throw new NoAnswer();
    }
    return answer;
  }
}
