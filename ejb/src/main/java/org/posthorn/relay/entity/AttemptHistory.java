package org.posthorn.relay.entity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.relay.entity.OutgoingMessage.Result;

/** The column that keeps what earlier attempts of a message brought: a line each, the last ones. */
final class AttemptHistory {
  private static final int MAX_LENGTH = 8_000;
  private static final int MAX_TEXT = 200;
  private static final int FIELDS = 5;

  private AttemptHistory() {}

  /** Adds a result; what stands longest in the history makes room. */
  static String add(String history, Result result) {
    String text = result.text().replaceAll("[\\t\\r\\n]", " ");
    String line =
        String.join(
            "\t",
            Long.toString(result.at().toEpochMilli()),
            Integer.toString(result.code()),
            result.status(),
            result.host(),
            text.substring(0, Math.min(text.length(), MAX_TEXT)));
    String all = history.isEmpty() ? line : history + "\n" + line;
    while (all.length() > MAX_LENGTH) {
      all = all.substring(all.indexOf('\n') + 1);
    }
    return all;
  }

  static List<Result> read(String history) {
    List<Result> results = new ArrayList<>();
    for (String line : history.split("\n")) {
      String[] fields = line.split("\t", FIELDS);
      if (fields.length == FIELDS) {
        Instant at = Instant.ofEpochMilli(Long.parseLong(fields[0]));
        int code = Integer.parseInt(fields[1]);
        results.add(new Result(at, code, fields[2], fields[4], fields[3]));
      }
    }
    return results;
  }
}
