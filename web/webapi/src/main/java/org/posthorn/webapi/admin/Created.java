package org.posthorn.webapi.admin;

import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** Says where a new resource is. RFC 9110 §15.3.2. */
final class Created {
  private Created() {}

  static Response at(UriInfo collection, String name, JsonObject view) {
    URI place =
        collection.getAbsolutePathBuilder().path("{name}").build(new Object[] {name}, false);
    return Response.created(place).entity(view).build();
  }
}
