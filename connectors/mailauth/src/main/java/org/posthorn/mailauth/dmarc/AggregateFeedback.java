package org.posthorn.mailauth.dmarc;

import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An aggregate report about mail of a domain. RFC 9990 Appendix A; its elements stand in an order
 * that RFC 7489 Appendix C takes, too.
 *
 * @param reporter who reports: a host name
 * @param id unique for the domain
 * @param domain that has published the policy
 * @param end the first moment after the period
 */
public record AggregateFeedback(
    String reporter,
    String id,
    Instant begin,
    Instant end,
    String domain,
    DmarcDiscovery discovery,
    DmarcRecord record,
    List<Row> rows) {
  private static final String NAMESPACE = "urn:ietf:params:xml:ns:dmarc-2.0";
  private static final String RESULT = "result";
  private static final String DOMAIN = "domain";

  public AggregateFeedback {
    rows = List.copyOf(rows);
  }

  /**
   * Messages of which the same is to be told.
   *
   * @param source IP address of the client
   * @param disposition what was done by the policy
   * @param reason why that is not what the policy wants; empty text where it is
   * @param comment on the reason; may be empty
   * @param dkim whether a good signature is of the author's domain
   * @param spf whether the sender's domain is the author's, and may send
   * @param author domain of the From field
   * @param sender domain of MAIL; empty where there was none, or it is not told
   */
  public record Row(
      String source,
      long count,
      DmarcPolicy disposition,
      String reason,
      String comment,
      boolean dkim,
      boolean spf,
      String author,
      String sender,
      List<Result> signatures,
      List<Result> policies) {
    public Row {
      signatures = List.copyOf(signatures);
      policies = List.copyOf(policies);
    }
  }

  /**
   * What came of a signature, or of a sender's policy.
   *
   * @param selector of the signature; empty for a policy
   * @param result in the words of RFC 8601 §2.7.1 and §2.7.2
   */
  public record Result(String domain, String selector, String result) {}

  /** As XML. */
  public String xml() {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
      out.writeStartElement("feedback");
      out.writeDefaultNamespace(NAMESPACE);
      element(out, "version", "1.0");
      metadata(out);
      policy(out);
      for (Row each : rows) {
        row(out, each);
      }
      out.writeEndElement();
      out.writeEndDocument();
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e); // a writer to memory does not fail
    }
    return text.toString();
  }

  private void metadata(XMLStreamWriter out) throws XMLStreamException {
    out.writeStartElement("report_metadata");
    element(out, "org_name", reporter);
    element(out, "email", "postmaster@" + reporter);
    element(out, "report_id", id);
    out.writeStartElement("date_range");
    element(out, "begin", Long.toString(begin.getEpochSecond()));
    element(out, "end", Long.toString(end.getEpochSecond() - 1));
    out.writeEndElement();
    element(out, "generator", "Posthorn");
    out.writeEndElement();
  }

  private void policy(XMLStreamWriter out) throws XMLStreamException {
    out.writeStartElement("policy_published");
    element(out, DOMAIN, domain);
    element(out, "adkim", record.strictDkim() ? "s" : "r");
    element(out, "aspf", record.strictSpf() ? "s" : "r");
    element(out, "p", record.policy().text());
    element(out, "sp", record.subdomains().text());
    element(out, "np", record.missing().text());
    element(out, "testing", record.testing() ? "y" : "n");
    element(out, "discovery_method", discovery == DmarcDiscovery.TREE_WALK ? "treewalk" : "psl");
    out.writeEndElement();
  }

  private void row(XMLStreamWriter out, Row row) throws XMLStreamException {
    out.writeStartElement("record");
    out.writeStartElement("row");
    element(out, "source_ip", row.source());
    element(out, "count", Long.toString(row.count()));
    out.writeStartElement("policy_evaluated");
    element(out, "disposition", disposition(row));
    element(out, "dkim", row.dkim() ? "pass" : "fail");
    element(out, "spf", row.spf() ? "pass" : "fail");
    if (!row.reason().isEmpty()) {
      out.writeStartElement("reason");
      element(out, "type", row.reason());
      if (!row.comment().isEmpty()) {
        element(out, "comment", row.comment());
      }
      out.writeEndElement();
    }
    out.writeEndElement();
    out.writeEndElement();
    out.writeStartElement("identifiers");
    element(out, "header_from", row.author());
    element(out, "envelope_from", row.sender());
    out.writeEndElement();
    out.writeStartElement("auth_results");
    for (Result each : row.signatures()) {
      signature(out, each);
    }
    for (Result each : row.policies()) {
      out.writeStartElement("spf");
      element(out, DOMAIN, each.domain());
      element(out, "scope", "mfrom");
      element(out, RESULT, each.result());
      out.writeEndElement();
    }
    out.writeEndElement();
    out.writeEndElement();
  }

  private static void signature(XMLStreamWriter out, Result found) throws XMLStreamException {
    out.writeStartElement("dkim");
    element(out, DOMAIN, found.domain());
    element(out, "selector", found.selector());
    element(out, RESULT, found.result());
    out.writeEndElement();
  }

  // mail that passes a policy that would do something is told apart. RFC 9990 §3.1.1.9
  private String disposition(Row row) {
    boolean strict = record.policy() != DmarcPolicy.NONE;
    return (row.dkim() || row.spf()) && strict ? "pass" : row.disposition().text();
  }

  private static void element(XMLStreamWriter out, String name, String text)
      throws XMLStreamException {
    out.writeStartElement(name);
    out.writeCharacters(legal(text));
    out.writeEndElement();
  }

  // Char of XML 1.0: strangers choose what stands in domains and selectors
  private static String legal(String text) {
    StringBuilder legal = new StringBuilder(text.length());
    text.codePoints().map(c -> isLegal(c) ? c : '?').forEach(legal::appendCodePoint);
    return legal.toString();
  }

  private static boolean isLegal(int c) {
    return c == '\t' || c >= ' ' && c < 0xD800 || c > 0xDFFF && c < 0xFFFE || c > 0xFFFF;
  }
}
