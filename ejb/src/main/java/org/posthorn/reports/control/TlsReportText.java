package org.posthorn.reports.control;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.reports.value.ReceivedReport;
import org.posthorn.reports.value.ReceivedReport.Kind;

/** Reads reports about TLS. RFC 8460 §4.4. Values, nesting, rows and texts are bounded. */
final class TlsReportText {
  private static final int MAX_ROWS = 10_000;
  private static final int MAX_TEXT = 255;
  private static final int MAX_NESTING = 20;
  private static final int MAX_VALUES = 300_000;
  private static final int MAX_DIGITS = 100; // of a number, or within a text
  private static final BigDecimal MOST_SESSIONS = BigDecimal.valueOf(ReceivedReport.MOST_COUNTED);

  private TlsReportText() {}

  /**
   * Reads the JSON.
   *
   * @param reporter whose report it is
   */
  static ReceivedReport read(byte[] json, String reporter) throws UnreadableReport {
    requireBounds(json);
    try (var reader = Json.createReader(new ByteArrayInputStream(json))) {
      JsonObject report = reader.readObject();
      JsonObject range = report.getJsonObject("date-range");
      List<Map<String, String>> rows = new ArrayList<>();
      rows.add(Map.of("organization", text(report, "organization-name")));
      String domain = "";
      long good = 0;
      long bad = 0;
      for (JsonValue each : report.getJsonArray("policies")) {
        JsonObject policy = each.asJsonObject().getJsonObject("policy");
        JsonObject summary = each.asJsonObject().getJsonObject("summary");
        domain = domain.isEmpty() ? text(policy, "policy-domain") : domain;
        good += count(summary, "total-successful-session-count");
        bad += count(summary, "total-failure-session-count");
        add(rows, row(policy, summary));
        for (JsonValue failure : failures(each.asJsonObject())) {
          add(rows, failure(failure.asJsonObject()));
        }
      }
      return new ReceivedReport(
          Kind.TLS,
          domain,
          reporter,
          text(report, "report-id"),
          time(range, "start-datetime"),
          time(range, "end-datetime"),
          good,
          bad,
          rows);
    } catch (JsonException | ClassCastException | NullPointerException | DateTimeException wrong) {
      throw new UnreadableReport("no JSON of a report");
    }
  }

  private static void add(List<Map<String, String>> rows, Map<String, String> row)
      throws UnreadableReport {
    rows.add(row);
    if (rows.size() > MAX_ROWS) {
      throw new UnreadableReport("too many rows");
    }
  }

  private static List<JsonValue> failures(JsonObject policy) {
    JsonValue details = policy.get("failure-details");
    return details == null || details.getValueType() != JsonValue.ValueType.ARRAY
        ? List.of()
        : details.asJsonArray();
  }

  private static Map<String, String> row(JsonObject policy, JsonObject summary) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("policy", text(policy, "policy-type"));
    row.put("domain", text(policy, "policy-domain"));
    row.put("good", Long.toString(count(summary, "total-successful-session-count")));
    row.put("bad", Long.toString(count(summary, "total-failure-session-count")));
    return row;
  }

  private static Map<String, String> failure(JsonObject failure) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("failure", text(failure, "result-type"));
    row.put("from", text(failure, "sending-mta-ip"));
    row.put("host", text(failure, "receiving-mx-hostname"));
    row.put("reason", text(failure, "failure-reason-code"));
    row.put("count", Long.toString(count(failure, "failed-session-count")));
    return row;
  }

  private static long count(JsonObject object, String name) {
    if (!object.containsKey(name)) {
      return 0;
    }
    BigDecimal count = object.getJsonNumber(name).bigDecimalValue();
    return count.max(BigDecimal.ZERO).min(MOST_SESSIONS).longValue();
  }

  private static String text(JsonObject object, String name) {
    String text = object.getString(name, "");
    return text.substring(0, Math.min(text.length(), MAX_TEXT));
  }

  private static Instant time(JsonObject range, String name) {
    return OffsetDateTime.parse(range.getString(name)).toInstant(); // RFC 3339
  }

  // before anything of it is made into objects; what is within strings counts, too: that only
  // refuses more
  private static void requireBounds(byte[] json) throws UnreadableReport {
    int depth = 0;
    int values = 0;
    int digits = 0;
    for (byte octet : json) {
      boolean opens = octet == '{' || octet == '[';
      depth += opens ? 1 : octet == '}' || octet == ']' ? -1 : 0;
      values += opens || octet == ',' ? 1 : 0;
      digits = octet >= '0' && octet <= '9' ? digits + 1 : 0;
      if (depth > MAX_NESTING || values > MAX_VALUES || digits > MAX_DIGITS) {
        throw new UnreadableReport("too deep or too large");
      }
    }
  }
}
