package org.posthorn.reports.control;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.posthorn.reports.value.ReceivedReport;
import org.posthorn.reports.value.ReceivedReport.Kind;

/**
 * Reads aggregate reports of DMARC. RFC 7489 §7.2, Appendix C. No document type is allowed, so that
 * there are no entities; elements, depth, rows and texts are bounded, and what is not looked for is
 * not kept.
 */
final class AggregateReport {
  private static final int MAX_ELEMENTS = 500_000;
  private static final int MAX_NAME = 64;
  private static final int MAX_DEPTH = 20;
  private static final int MAX_ROWS = 10_000;
  private static final int MAX_TEXT = 255;

  private static final String RECORD = "record";
  private static final Map<String, String> ROW = // paths, and our names
      Map.of(
          "record/row/source_ip", "source",
          "record/row/count", "count",
          "record/row/policy_evaluated/disposition", "disposition",
          "record/row/policy_evaluated/dkim", "dkim",
          "record/row/policy_evaluated/spf", "spf",
          "record/row/policy_evaluated/reason/type", "reason",
          "record/identifiers/header_from", "author",
          "record/identifiers/envelope_from", "sender");

  private static final String DOMAIN = "policy_published/domain";
  private static final String ORGANIZATION = "report_metadata/org_name";
  private static final String ID = "report_metadata/report_id";
  private static final String BEGIN = "report_metadata/date_range/begin";
  private static final String END = "report_metadata/date_range/end";
  private static final Set<String> FACTS = Set.of(DOMAIN, ORGANIZATION, ID, BEGIN, END);
  private static final Set<String> LOOKED_INTO = withParents(ROW.keySet(), FACTS);

  private final Map<String, String> facts = new HashMap<>();
  private final List<Map<String, String>> rows = new ArrayList<>();
  private final List<String> path = new ArrayList<>(); // of each open element that is looked into
  private int unknown; // open elements that are not, below those
  private int elements;
  private final StringBuilder text = new StringBuilder();
  private Map<String, String> row = new LinkedHashMap<>();

  private AggregateReport() {}

  private static Set<String> withParents(Set<String> rows, Set<String> facts) {
    Set<String> all = new HashSet<>(rows);
    all.addAll(facts);
    for (String each : List.copyOf(all)) {
      for (int end = each.indexOf('/'); end > 0; end = each.indexOf('/', end + 1)) {
        all.add(each.substring(0, end));
      }
    }
    return Set.copyOf(all);
  }

  /**
   * Reads the XML.
   *
   * @param reporter whose report it is
   */
  static ReceivedReport read(byte[] xml, String reporter) throws UnreadableReport {
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
      return report.read(reporter);
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
    text.setLength(0);
    if (++elements > MAX_ELEMENTS || name.length() > MAX_NAME) {
      throw new UnreadableReport("too many elements");
    }
    if (path.size() + unknown >= MAX_DEPTH) {
      throw new UnreadableReport("too deep");
    }
    if (unknown > 0 || !lookInto(name)) {
      unknown++;
    }
  }

  private boolean lookInto(String name) {
    if (path.isEmpty()) {
      return path.add(""); // the root, whatever its name
    }
    String parent = path.get(path.size() - 1);
    String at = parent.isEmpty() ? name : parent + "/" + name;
    return LOOKED_INTO.contains(at) && path.add(at);
  }

  private void end() throws UnreadableReport {
    String value = text.toString().strip();
    text.setLength(0);
    if (unknown > 0) {
      unknown--;
      return;
    }
    String at = path.remove(path.size() - 1);
    if (at.equals(RECORD)) {
      rows.add(row);
      row = new LinkedHashMap<>();
      if (rows.size() > MAX_ROWS) {
        throw new UnreadableReport("too many rows");
      }
    } else if (ROW.containsKey(at)) {
      row.putIfAbsent(ROW.get(at), value);
    } else if (FACTS.contains(at)) {
      facts.putIfAbsent(at, value);
    }
  }

  private ReceivedReport read(String reporter) throws UnreadableReport {
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
    rows.add(0, Map.of("organization", fact(ORGANIZATION)));
    return new ReceivedReport(
        Kind.DMARC,
        fact(DOMAIN),
        reporter,
        fact(ID),
        Instant.ofEpochSecond(number(fact(BEGIN))),
        Instant.ofEpochSecond(number(fact(END))),
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
