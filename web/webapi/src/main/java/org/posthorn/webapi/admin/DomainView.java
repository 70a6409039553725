package org.posthorn.webapi.admin;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.domains.boundary.DomainInfo;

/** A domain as the API shows it. */
public record DomainView(
    @Schema(description = "In lower case and Unicode", example = "a.test") String name,
    String description,
    Instant created) {

  static DomainView of(DomainInfo domain) {
    return new DomainView(domain.name(), domain.description(), domain.created());
  }
}
