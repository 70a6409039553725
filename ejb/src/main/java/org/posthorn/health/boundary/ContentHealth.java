package org.posthorn.health.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.restores.boundary.RestoreWatch;

/**
 * Says how many messages were found damaged since the start, and whether another server has its
 * messages elsewhere. Always up: all other mail can be read and taken, on this server as well as on
 * another one with the same content.
 */
@Readiness
@ApplicationScoped
public class ContentHealth implements HealthCheck {
  @Inject ContentStore contents;
  @Inject RestoreWatch restores;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("content")
        .up()
        .withData("damaged", contents.damaged())
        .withData("apart", restores.apart())
        .build();
  }
}
