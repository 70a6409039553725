package org.posthorn.health.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.posthorn.content.boundary.ContentStore;

/** Ready when the disks have room for new messages. */
@Readiness
@ApplicationScoped
public class DiskReadiness implements HealthCheck {
  @Inject ContentStore contents;

  @Override
  public HealthCheckResponse call() {
    try {
      Optional<Path> shortage = contents.shortage();
      return HealthCheckResponse.named("disk").status(shortage.isEmpty()).build();
    } catch (UncheckedIOException e) {
      return HealthCheckResponse.down("disk");
    }
  }
}
