package org.posthorn.mailauth.tlsrpt;

import java.time.Instant;
import java.util.List;

/**
 * A report for the domain that is named in its policies. RFC 8460 §4.
 *
 * @param organization who reports
 * @param contact how to reach whoever is responsible for it
 * @param id unique among the reports of this organization
 * @param start the first moment that it is about
 * @param end the last one
 */
public record TlsReport(
    String organization,
    String contact,
    String id,
    Instant start,
    Instant end,
    List<PolicyResult> results) {

  public TlsReport {
    results = List.copyOf(results);
  }

  /** The report as JSON. RFC 8460 §4.4. */
  public String json() {
    JsonText out = new JsonText();
    out.open('{');
    out.member("organization-name", organization);
    out.name("date-range").open('{');
    out.member("start-datetime", start.toString()); // RFC 3339 §5.6
    out.member("end-datetime", end.toString());
    out.close('}');
    out.member("contact-info", contact);
    out.member("report-id", id);
    out.name("policies").open('[');
    results.forEach(result -> write(result, out));
    out.close(']');
    out.close('}');
    return out.toString();
  }

  private static void write(PolicyResult result, JsonText out) {
    AppliedPolicy policy = result.policy();
    out.open('{');
    out.name("policy").open('{');
    out.member("policy-type", policy.type().text());
    if (policy.type() != AppliedPolicy.Type.NO_POLICY_FOUND) {
      out.member("policy-string", policy.strings());
    }
    out.member("policy-domain", policy.domain());
    if (!policy.hosts().isEmpty()) {
      out.member("mx-host", policy.hosts());
    }
    out.close('}');
    out.name("summary").open('{');
    out.member("total-successful-session-count", result.successes());
    out.member("total-failure-session-count", result.failed());
    out.close('}');
    if (!result.failures().isEmpty()) {
      out.name("failure-details").open('[');
      result.failures().forEach(each -> write(each, out));
      out.close(']');
    }
    out.close('}');
  }

  private static void write(PolicyResult.FailureDetail detail, JsonText out) {
    out.open('{');
    out.member("result-type", detail.failure().type().text());
    out.known("sending-mta-ip", detail.from());
    out.known("receiving-mx-hostname", detail.host());
    out.known("receiving-ip", detail.to());
    out.member("failed-session-count", detail.sessions());
    out.member("failure-reason-code", detail.failure().reason());
    out.close('}');
  }
}
