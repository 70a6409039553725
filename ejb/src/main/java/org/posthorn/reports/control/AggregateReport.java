package org.posthorn.reports.control;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.posthorn.reports.value.ReceivedReport;
import org.posthorn.reports.value.ReceivedReport.Kind;

/**
 * Reads aggregate reports of DMARC. RFC 7489 §7.2, Appendix C. No document type is allowed, so that
 * there are no entities; depth, rows and texts are bounded.
 */
final class AggregateReport {
  private static final int MAX_DEPTH = 20;
  private static final int MAX_ROWS = 10_000;
  private static final int MAX_TEXT = 255;

  private static final Map<String, String> ROW = // paths below the record, and our names
      Map.of(
          "row/source_ip", "source",
          "row/count", "count",
          "row/policy_evaluated/disposition", "disposition",
          "row/policy_evaluated/dkim", "dkim",
          "row/policy_evaluated/spf", "spf",
          "row/policy_evaluated/reason/type", "reason",
          "identifiers/header_from", "author",
          "identifiers/envelope_from", "sender");

  private final Map<String, String> facts = new HashMap<>();
  private final List<Map<String, String>> rows = new ArrayList<>();
  private final List<String> path = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private Map<String, String> row = new LinkedHashMap<>();

  private AggregateReport() {}

  /** Reads the XML. */
  static ReceivedReport read(byte[] xml) throws UnreadableReport {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    AggregateReport report = new AggregateReport();
    try {
      XMLStreamReader in = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      while (in.hasNext()) {
        report.on(in.next(), in);
      }
      in.close();
      return report.read();
    } catch (XMLStreamException | NumberFormatException malformed) {
      throw new UnreadableReport("no XML of a report");
    }
  }

  private void on(int event, XMLStreamReader in) throws UnreadableReport {
    switch (event) {
      case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
          throw new UnreadableReport("a document type");
      case XMLStreamConstants.START_ELEMENT -> begin(in.getLocalName());
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
        String more = in.getText();
        text.append(more, 0, Math.min(more.length(), MAX_TEXT - Math.min(MAX_TEXT, text.length())));
      }
      case XMLStreamConstants.END_ELEMENT -> end();
      default -> {}
    }
  }

  private void begin(String name) throws UnreadableReport {
    path.add(name);
    text.setLength(0);
    if (path.size() > MAX_DEPTH) {
      throw new UnreadableReport("too deep");
    }
  }

  private void end() throws UnreadableReport {
    String at = String.join("/", path.subList(Math.min(1, path.size()), path.size()));
    String value = text.toString().strip();
    text.setLength(0);
    path.remove(path.size() - 1);
    if (at.equals("record")) {
      rows.add(row);
      row = new LinkedHashMap<>();
      if (rows.size() > MAX_ROWS) {
        throw new UnreadableReport("too many rows");
      }
    } else if (at.startsWith("record/")) {
      String name = ROW.get(at.substring("record/".length()));
      if (name != null) {
        row.putIfAbsent(name, value);
      }
    } else {
      facts.putIfAbsent(at, value);
    }
  }

  private ReceivedReport read() throws UnreadableReport {
    long good = 0;
    long bad = 0;
    for (Map<String, String> each : rows) {
      long count = number(each.getOrDefault("count", "0"));
      if (each.getOrDefault("dkim", "").equals("pass")
          || each.getOrDefault("spf", "").equals("pass")) { // RFC 7489 §3.1
        good += count;
      } else {
        bad += count;
      }
    }
    return new ReceivedReport(
        Kind.DMARC,
        fact("policy_published/domain"),
        fact("report_metadata/org_name"),
        fact("report_metadata/report_id"),
        Instant.ofEpochSecond(number(fact("report_metadata/date_range/begin"))),
        Instant.ofEpochSecond(number(fact("report_metadata/date_range/end"))),
        good,
        bad,
        rows);
  }

  private String fact(String name) throws UnreadableReport {
    String value = facts.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new UnreadableReport("no " + name);
    }
    return value;
  }

  private static long number(String text) throws UnreadableReport {
    if (!text.matches("\\d{1,11}")) {
      throw new UnreadableReport("no number");
    }
    return Long.parseLong(text);
  }
}
