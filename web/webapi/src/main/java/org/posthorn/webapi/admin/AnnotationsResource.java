package org.posthorn.webapi.admin;

import static org.posthorn.webapi.problem.ProblemException.done;
import static org.posthorn.webapi.problem.ProblemException.found;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.posthorn.annotations.boundary.Annotations;
import org.posthorn.web.security.Role;

/** The server's shared annotations, which IMAP clients of all users see. RFC 5464 §6.2. */
@Path("admin/v0/annotations")
@RequestScoped
@RolesAllowed(Role.ADMINISTRATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "annotations")
public class AnnotationsResource {
  private static final String BY_NAME = "shared/{name: .+}";

  @Inject Annotations annotations;

  /** All of them. */
  @GET
  @Operation(summary = "Lists the server's shared annotations in the order of their names")
  public Page<AnnotationView> list() {
    return Page.of(
        annotations.forAll().entrySet().stream()
            .map(each -> new AnnotationView(each.getKey(), each.getValue()))
            .toList());
  }

  /** One of them. */
  @GET
  @Path(BY_NAME)
  @Operation(summary = "Shows a shared annotation of the server")
  @APIResponseSchema(value = AnnotationView.class, responseDescription = "The annotation")
  @APIResponse(responseCode = "404", description = "There is no such annotation")
  public AnnotationView find(@PathParam("name") String name) {
    String entry = entry(name).toLowerCase(Locale.ROOT);
    String value = found(Optional.ofNullable(annotations.forAll().get(entry)));
    return new AnnotationView(entry, value);
  }

  /** Sets one. */
  @PUT
  @Path(BY_NAME)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Sets a shared annotation of the server",
      description = "shared/comment, shared/admin (a URI), shared/filters/values/NAME (a search)")
  @APIResponseSchema(value = AnnotationView.class, responseDescription = "The annotation")
  @APIResponse(responseCode = "409", description = "There are too many annotations")
  public AnnotationView set(@PathParam("name") String name, SetAnnotation body) {
    String entry = done(annotations.setForAll(entry(name), Optional.of(body.value())));
    return new AnnotationView(entry, body.value());
  }

  /** Removes one; the configured value, if there is one, takes its place. */
  @DELETE
  @Path(BY_NAME)
  @Operation(summary = "Removes a shared annotation of the server")
  @APIResponse(responseCode = "204", description = "It is removed, or as configured")
  @APIResponse(responseCode = "404", description = "There is no such annotation")
  public void delete(@PathParam("name") String name) {
    done(annotations.setForAll(entry(name), Optional.empty()));
  }

  private static String entry(String name) {
    return "/shared/" + name;
  }
}
