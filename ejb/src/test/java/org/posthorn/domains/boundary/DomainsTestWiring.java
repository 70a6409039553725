package org.posthorn.domains.boundary;

import jakarta.enterprise.event.Event;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.transactions.boundary.TestTransactions;

/** The domains as the container puts them together. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
public final class DomainsTestWiring {
  private DomainsTestWiring() {}

  /** Works within transactions of the database. */
  public static Domains domains(TestDatabase database, Event<DomainsChanged> changes) {
    Domains domains = new Domains();
    domains.entities = database.entityManager();
    domains.changes = changes;
    domains.contested = TestTransactions.contested(database);
    return domains;
  }
}
