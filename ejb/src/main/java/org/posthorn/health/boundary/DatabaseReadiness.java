package org.posthorn.health.boundary;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the database answers. */
@Readiness
@ApplicationScoped
public class DatabaseReadiness implements HealthCheck {
  private static final System.Logger LOG = System.getLogger(DatabaseReadiness.class.getName());
  private static final int SECONDS = 5;

  @Resource(lookup = "java:app/jdbc/posthorn")
  DataSource database;

  @Override
  public HealthCheckResponse call() {
    try (Connection connection = database.getConnection()) {
      return HealthCheckResponse.named("database").status(connection.isValid(SECONDS)).build();
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.WARNING, "ready=no database={0}", e.getMessage());
      return HealthCheckResponse.down("database");
    }
  }
}
