package org.posthorn.health.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.posthorn.kernel.OutageWatch;

/** Ready when the database answers. */
@Readiness
@ApplicationScoped
public class DatabaseReadiness implements HealthCheck {
  private static final System.Logger LOG = System.getLogger(DatabaseReadiness.class.getName());
  private static final int SECONDS = 5;

  private final OutageWatch watch = new OutageWatch();

  @Resource(lookup = "java:app/jdbc/posthorn")
  DataSource database;

  @Override
  public HealthCheckResponse call() {
    try (Connection connection = database.getConnection()) {
      boolean valid = connection.isValid(SECONDS);
      if (valid) {
        say(watch.worked(), "");
      }
      return HealthCheckResponse.named("database").status(valid).build();
    } catch (SQLException e) {
      say(watch.failed(), " cause=" + e.getMessage());
      return HealthCheckResponse.down("database");
    }
  }

  private static void say(Optional<String> story, String cause) {
    story.ifPresent(
        said -> LOG.log(System.Logger.Level.WARNING, () -> said + " of=DATABASE" + cause));
  }
}
