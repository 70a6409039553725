package org.posthorn.webapi.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.trace.boundary.MessageTrace;
import org.posthorn.web.security.Role;

/** What happened to messages. */
@Path("admin/v0/trace")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "trace")
public class TraceResource {
  @Inject MessageTrace trace;

  /** One page of it. */
  @GET
  @Operation(
      summary = "Tells what happened to messages, newest first",
      description =
          "All parameters that are given have to match: id, session, client (IP address), sender"
              + " (<> for the null reverse-path), recipient, senderDomain, recipientDomain,"
              + " messageId, from and before (times). Entries are written some seconds late and kept"
              + " for posthorn.trace.keep.")
  public Page<TraceEntryView> list(@BeanParam TraceQuery query) {
    return Page.of(
        trace.find(query.filter(), query.after(), query.limit().andOneMore()),
        query.limit(),
        TraceEntryView::of,
        entry -> Long.toString(entry.key()));
  }
}
