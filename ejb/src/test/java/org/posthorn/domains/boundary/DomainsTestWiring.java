package org.posthorn.domains.boundary;

import jakarta.enterprise.event.Event;
import java.util.List;
import java.util.Optional;
import org.posthorn.testdb.FakeEvent;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.transactions.boundary.TestTransactions;

/** The domains as the container puts them together. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
public final class DomainsTestWiring {
  private DomainsTestWiring() {}

  /** Works within transactions of the database. */
  public static Domains domains(TestDatabase database, Event<DomainsChanged> changes) {
    return wired(new Domains(), database, changes);
  }

  /** Opens transactions by itself where there is none, as the container does. */
  public static Domains transacting(TestDatabase database) {
    return wired(new Transacting(database), database, new FakeEvent<>());
  }

  private static Domains wired(
      Domains domains, TestDatabase database, Event<DomainsChanged> changes) {
    domains.entities = database.entityManager();
    domains.changes = changes;
    domains.contested = TestTransactions.contested(database);
    return domains;
  }

  private static final class Transacting extends Domains {
    private final TestDatabase database;

    Transacting(TestDatabase database) {
      this.database = database;
    }

    @Override
    public Optional<DomainInfo> find(String name) {
      return database.inTransaction(any -> super.find(name));
    }

    @Override
    public List<DomainInfo> list(String after, int limit) {
      return database.inTransaction(any -> super.list(after, limit));
    }
  }
}
