package org.posthorn.mime.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this server has found out about the sender of a message when it came, by the field that it
 * wrote. RFC 8601 §2.2.
 */
public final class SenderChecks {
  private static final Pattern METHOD = Pattern.compile("([a-z0-9-]+)\\s*=\\s*([a-z]+)(.*)");
  private static final Pattern SIGNER = Pattern.compile("header\\.d=\"?([^\\s;\"]+)");

  private final List<Result> results = new ArrayList<>();

  /** A method's result, with the rest of what is said about it. */
  private record Result(String method, String result, String more) {}

  /**
   * Reads them.
   *
   * @param server the name of this server: what others have found out is not believed
   */
  public SenderChecks(HeaderLines header, String server) {
    for (String value : header.ours("authentication-results")) {
      if (AuthservId.of(value).filter(id -> AuthservId.same(id, server)).isPresent()) {
        read(value);
        return;
      }
    }
  }

  private void read(String value) {
    String[] parts = withoutComments(value).split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      Matcher method = METHOD.matcher(parts[i].strip().toLowerCase(Locale.ROOT));
      if (method.matches()) {
        results.add(new Result(method.group(1), method.group(2), method.group(3)));
      }
    }
  }

  private static String withoutComments(String value) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      quoted ^= c == '"' && depth == 0;
      depth += !quoted && c == '(' ? 1 : !quoted && c == ')' && depth > 0 ? -1 : 0;
      if (depth == 0 && !(c == ')' && !quoted)) {
        text.append(quoted && c == ';' ? ',' : c);
      }
    }
    return text.toString();
  }

  /** Whether anything was found out. */
  public boolean isKnown() {
    return !results.isEmpty();
  }

  /** What a method gave first; empty when it was not asked. */
  public String result(String method) {
    return results.stream()
        .filter(each -> each.method().equals(method))
        .map(Result::result)
        .findFirst()
        .orElse("");
  }

  /** The domain of the first signature that holds. */
  public Optional<String> signer() {
    return signers().stream().findFirst();
  }

  /** The domains of the signatures that hold, none twice. RFC 6376 §6.3. */
  public List<String> signers() {
    return results.stream()
        .filter(each -> each.method().equals("dkim") && each.result().equals("pass"))
        .map(each -> SIGNER.matcher(each.more()))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }
}
