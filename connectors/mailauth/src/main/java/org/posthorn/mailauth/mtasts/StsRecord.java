package org.posthorn.mailauth.mtasts;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says that a domain has a policy: the TXT record of {@code _mta-sts}. RFC 8461 §3.1.
 *
 * @param id another one for each policy, 1 to 32 letters and digits
 */
public record StsRecord(String id) {
  private static final String VERSION = "v=STSv1";
  private static final Pattern FIELD =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]{0,31})=([\\x21-\\x3A\\x3C\\x3E-\\x7E]+)");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,32}");

  /** The name that has the record of a domain. */
  public static String name(String domain) {
    return "_mta-sts." + domain;
  }

  /**
   * Reads the TXT records of that name; empty when there is not exactly one that counts, or it is
   * malformed: the domain has no policy then.
   *
   * @param texts one text for each record, its strings joined
   */
  public static Optional<StsRecord> of(List<String> texts) {
    List<String> ours = texts.stream().filter(StsRecord::counts).toList();
    return ours.size() == 1 ? parse(ours.get(0)) : Optional.empty();
  }

  private static boolean counts(String text) {
    return text.startsWith(VERSION)
        && text.substring(VERSION.length()).stripLeading().startsWith(";");
  }

  // sts-text-record = sts-version 1*(sts-field-delim sts-field) [sts-field-delim]
  private static Optional<StsRecord> parse(String text) {
    Optional<StsRecord> found = Optional.empty();
    String[] fields = text.split(";");
    for (int i = 1; i < fields.length; i++) {
      String field = fields[i].strip();
      Matcher parts = FIELD.matcher(field);
      if (!parts.matches()) {
        if (field.isEmpty() && i == fields.length - 1) {
          break; // blanks behind the last delimiter
        }
        return Optional.empty();
      }
      if (parts.group(1).equals("id")) {
        if (found.isPresent() || !ID.matcher(parts.group(2)).matches()) {
          return Optional.empty();
        }
        found = Optional.of(new StsRecord(parts.group(2)));
      }
    }
    return found;
  }
}
