package org.posthorn.webapi.admin;

import static org.posthorn.webapi.problem.ProblemException.found;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.reports.boundary.ReceivedReports;
import org.posthorn.reports.value.ReceivedReport.Kind;
import org.posthorn.reports.value.StoredReport;
import org.posthorn.web.security.Role;
import org.posthorn.webapi.problem.ProblemException;

/** Reports that others have sent about mail of ours. */
@Path("admin/v0/reports")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reports")
public class ReceivedReportsResource {
  @Inject ReceivedReports reports;

  /** One page of them. */
  @GET
  @Operation(summary = "Lists reports of others (DMARC, TLS, complaints), newest first")
  public Page<ReceivedReportView> list(
      @QueryParam("kind") @DefaultValue("") String kind,
      @QueryParam("domain") @DefaultValue("") String domain,
      @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit,
      @QueryParam("after") @DefaultValue("") String after) {
    if (!after.matches("\\d{0,18}")) {
      throw ProblemException.badRequest("after", "must be next of the page before");
    }
    long before = after.isEmpty() ? Long.MAX_VALUE : Long.parseLong(after);
    List<StoredReport> found = reports.list(kind(kind), domain, before, limit.andOneMore());
    return Page.of(found, limit, ReceivedReportView::head, report -> Long.toString(report.key()));
  }

  private static Optional<Kind> kind(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(Kind.valueOf(text.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("kind", "must be dmarc, tls or complaint");
    }
  }

  /** One of them. */
  @GET
  @Path("{id: \\d{1,18}}")
  @Operation(summary = "Shows a report with its rows")
  @APIResponse(responseCode = "404", description = "There is no such report")
  public ReceivedReportView report(@PathParam("id") long id) {
    return ReceivedReportView.whole(found(reports.find(id)));
  }

  /** What they say together. */
  @GET
  @Path("sums")
  @Operation(summary = "Sums the reports of the 1,000 kinds and domains with most; since is a time")
  public Page<ReceivedReportView.Sum> sums(@QueryParam("since") @DefaultValue("") String since) {
    try {
      Instant begin = since.isEmpty() ? Instant.EPOCH : Instant.parse(since);
      return Page.of(reports.sums(begin).stream().map(ReceivedReportView.Sum::of).toList());
    } catch (DateTimeParseException e) {
      throw ProblemException.badRequest("since", "must be a time such as 2026-01-31T08:00:00Z");
    }
  }
}
