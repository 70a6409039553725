package org.posthorn.webapi.admin;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** Responses to requests that created a resource. RFC 9110 §15.3.2. */
final class Created {
  private Created() {}

  /** 201 with the resource and its URI below the collection's. */
  static Response at(UriInfo collection, String name, Record view) {
    URI location =
        collection.getAbsolutePathBuilder().path("{name}").build(new Object[] {name}, false);
    return Response.created(location).entity(view).build();
  }
}
