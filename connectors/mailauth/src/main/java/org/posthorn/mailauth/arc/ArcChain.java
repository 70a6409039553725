package org.posthorn.mailauth.arc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.posthorn.mailauth.dkim.Parsed;
import org.posthorn.mailauth.dkim.Parsed.Bad;
import org.posthorn.mailauth.dkim.Parsed.Good;
import org.posthorn.mailauth.dkim.RawField;
import org.posthorn.mailauth.dkim.RawHeader;
import org.posthorn.mailauth.dkim.TagList;

/** Finds the sets of a message. RFC 8617 §5.2, step 3. */
final class ArcChain {
  private final Map<Integer, RawField> results = new TreeMap<>();
  private final Map<Integer, RawField> signatures = new TreeMap<>();
  private final Map<Integer, RawField> seals = new TreeMap<>();
  private boolean broken;

  private ArcChain() {}

  /** The sets in the order of their instances; none where the message has none. */
  static Parsed<List<ArcSet>> of(RawHeader header) {
    ArcChain chain = new ArcChain();
    for (RawField field : header.fields()) {
      switch (field.name()) {
        case ArcSet.RESULTS -> chain.add(chain.results, field, instanceOfResults(field));
        case ArcSet.SIGNATURE -> chain.add(chain.signatures, field, instance(field));
        case ArcSet.SEAL -> chain.add(chain.seals, field, instance(field));
        default -> {}
      }
    }
    return chain.sets();
  }

  private void add(Map<Integer, RawField> fields, RawField field, OptionalInt instance) {
    broken |= instance.isEmpty() || fields.put(instance.getAsInt(), field) != null;
  }

  private Parsed<List<ArcSet>> sets() {
    if (broken
        || !results.keySet().equals(seals.keySet())
        || !signatures.keySet().equals(seals.keySet())) {
      return new Bad<>("sets are not complete");
    }
    List<ArcSet> sets = new ArrayList<>();
    for (Map.Entry<Integer, RawField> seal : seals.entrySet()) {
      int instance = seal.getKey();
      if (instance != sets.size() + 1) {
        return new Bad<>("a set is missing");
      }
      RawField result = results.getOrDefault(instance, seal.getValue());
      RawField signature = signatures.getOrDefault(instance, seal.getValue());
      sets.add(new ArcSet(instance, result, signature, seal.getValue()));
    }
    return new Good<>(List.copyOf(sets));
  }

  private static OptionalInt instance(RawField field) {
    return TagList.parse(field.utf8())
        .flatMap(tags -> tags.value("i"))
        .map(ArcChain::number)
        .orElse(OptionalInt.empty());
  }

  // arc-auth-results = instance [CFWS] ";" authres-payload ; RFC 8617 §4.1.1
  private static OptionalInt instanceOfResults(RawField field) {
    String value = field.value();
    int end = value.indexOf(';');
    String first = (end < 0 ? value : value.substring(0, end)).replace("\r\n", "").strip();
    int equals = first.indexOf('=');
    return equals > 0 && first.substring(0, equals).strip().equals("i")
        ? number(first.substring(equals + 1).strip())
        : OptionalInt.empty();
  }

  private static OptionalInt number(String text) {
    if (!text.matches("[0-9]{1,2}")) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(text);
    return number >= 1 && number <= ArcSet.MAX ? OptionalInt.of(number) : OptionalInt.empty();
  }
}
