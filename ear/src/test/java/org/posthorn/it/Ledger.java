package org.posthorn.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** What was tried and what the server took responsibility for. Thread-safe. */
final class Ledger {
  private static final Pattern ID = Pattern.compile("(?mi)^Message-ID: (<[^>]+>)$");
  private static final Pattern SUM = Pattern.compile("(?m)^X-Sum: (\\d+)$");
  private static final int LONGEST = 10_000;

  private final AtomicInteger count = new AtomicInteger();
  private final Set<String> tried = ConcurrentHashMap.newKeySet();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Map<Long, String> appended = new ConcurrentHashMap<>();

  /** A message that carries its id and the checksum of its text. */
  String message(RandomGenerator random) {
    String id = "<ledger" + count.incrementAndGet() + "@client.example>";
    tried.add(id);
    StringBuilder text = new StringBuilder();
    for (int rest = random.nextInt(LONGEST); rest >= 0; rest -= 66) {
      text.append(Long.toString(random.nextLong() >>> 1, 36).repeat(50), 0, 50).append("\r\n");
    }
    return "From: ann@client.example\r\nMessage-ID: "
        + id
        + "\r\nX-Sum: "
        + sum(text.toString())
        + "\r\n\r\n"
        + text;
  }

  void acknowledge(String message) {
    acknowledged.add(id(message));
  }

  void acknowledge(String message, long uid) {
    appended.put(uid, id(message));
    acknowledge(message);
  }

  Set<String> tried() {
    return tried;
  }

  Set<String> acknowledged() {
    return acknowledged;
  }

  /** The UIDs that the server has promised for APPENDs. RFC 4315 §3. */
  Map<Long, String> appended() {
    return appended;
  }

  static String id(String message) {
    return first(ID, message);
  }

  /** Whether a message is as it was made. */
  static boolean whole(String message) {
    String text = message.substring(message.indexOf("\r\n\r\n") + 4);
    return first(SUM, message).equals(Long.toString(sum(text)));
  }

  private static String first(Pattern pattern, String message) {
    Matcher found = pattern.matcher(message);
    return found.find() ? found.group(1) : "nothing";
  }

  private static long sum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(ISO_8859_1));
    return sum.getValue();
  }
}
