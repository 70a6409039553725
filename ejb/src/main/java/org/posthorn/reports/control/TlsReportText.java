package org.posthorn.reports.control;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.reports.value.ReceivedReport;
import org.posthorn.reports.value.ReceivedReport.Kind;

/** Reads reports about TLS. RFC 8460 §4.4. */
final class TlsReportText {
  private static final int MAX_ROWS = 10_000;
  private static final int MAX_TEXT = 255;
  private static final int MAX_NESTING = 20;

  private TlsReportText() {}

  /** Reads the JSON. */
  static ReceivedReport read(byte[] json) throws UnreadableReport {
    if (nesting(json) > MAX_NESTING) {
      throw new UnreadableReport("too deep");
    }
    try (var reader = Json.createReader(new ByteArrayInputStream(json))) {
      JsonObject report = reader.readObject();
      JsonObject range = report.getJsonObject("date-range");
      List<Map<String, String>> rows = new ArrayList<>();
      String domain = "";
      long good = 0;
      long bad = 0;
      for (JsonValue each : report.getJsonArray("policies")) {
        JsonObject policy = each.asJsonObject().getJsonObject("policy");
        JsonObject summary = each.asJsonObject().getJsonObject("summary");
        domain = domain.isEmpty() ? text(policy, "policy-domain") : domain;
        good += Math.max(0, count(summary, "total-successful-session-count"));
        bad += Math.max(0, count(summary, "total-failure-session-count"));
        rows.add(row(policy, summary));
        for (JsonValue failure : failures(each.asJsonObject())) {
          rows.add(failure(failure.asJsonObject()));
        }
        if (rows.size() > MAX_ROWS) {
          throw new UnreadableReport("too many rows");
        }
      }
      return new ReceivedReport(
          Kind.TLS,
          domain,
          text(report, "organization-name"),
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
    return object.containsKey(name) ? object.getJsonNumber(name).longValue() : 0;
  }

  private static String text(JsonObject object, String name) {
    String text = object.getString(name, "");
    return text.substring(0, Math.min(text.length(), MAX_TEXT));
  }

  private static Instant time(JsonObject range, String name) {
    return OffsetDateTime.parse(range.getString(name)).toInstant(); // RFC 3339
  }

  // brackets within strings count, too: that only refuses more
  private static int nesting(byte[] json) {
    int depth = 0;
    int deepest = 0;
    for (byte octet : json) {
      if (octet == '{' || octet == '[') {
        deepest = Math.max(deepest, ++depth);
      } else if (octet == '}' || octet == ']') {
        depth--;
      }
    }
    return deepest;
  }
}
