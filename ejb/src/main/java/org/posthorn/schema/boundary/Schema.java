package org.posthorn.schema.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import javax.sql.DataSource;
import org.posthorn.schema.control.Migrations;

/**
 * Migrates the database when the application starts; where that fails, the application does not
 * start. Other startup beans that use the database come after it in one chain of
 * {@code @DependsOn}; everything else runs later anyway.
 */
@Startup
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Schema {
  private static final System.Logger LOG = System.getLogger(Schema.class.getName());

  @Resource(lookup = "java:app/jdbc/posthorn")
  DataSource database;

  @PostConstruct
  void migrate() {
    try {
      Migrations.apply(database);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "event=schema-failed cause={0}", e.getMessage());
      throw e;
    }
  }
}
