package org.posthorn.transports.control;

import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.signing.boundary.Secrets;
import org.posthorn.signing.control.SigningWiring;
import org.posthorn.testdb.FakeEvent;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.transports.value.RoutesChanged;

/** The component as the container puts it together, on a test's database. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
public final class TransportsWiring {
  public final TransportRows rows = new TransportRows();
  public final RouteMemory memory = new RouteMemory();
  public final FakeEvent<RoutesChanged> changes = new FakeEvent<>(memory::on);
  public final Secrets secrets;

  public TransportsWiring(TestDatabase database, SigningWiring signing, Secrets secrets) {
    this.secrets = secrets;
    rows.entities = database.entityManager();
    rows.transactions = signing.transactions;
    memory.rows = rows;
    memory.domains = signing.domains;
    memory.secrets = secrets;
    memory.transactions = signing.transactions;
    memory.topic = new Silent();
  }

  private static final class Silent extends ChangeTopic {
    @Override
    public void tell(String kind, long id, String text) {}
  }
}
