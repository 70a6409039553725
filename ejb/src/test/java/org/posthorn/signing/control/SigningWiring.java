package org.posthorn.signing.control;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.posthorn.domains.boundary.Domains;
import org.posthorn.domains.boundary.DomainsTestWiring;
import org.posthorn.feed.boundary.ChangeTopic;
import org.posthorn.mailauth.dkim.DkimKeyLookup;
import org.posthorn.mailauth.dns.DnsAnswer;
import org.posthorn.signing.value.DkimKeysChanged;
import org.posthorn.testdb.FakeEvent;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.transactions.boundary.RetryOnConflict;
import org.posthorn.transactions.boundary.TestTransactions;
import org.posthorn.transactions.boundary.Transactions;

/** The component as the container puts it together, on a test's database. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
public final class SigningWiring {
  public final Domains domains;
  public final DkimKeyRows rows = new DkimKeyRows();
  public final KeyVault vault =
      new KeyVault() {
        @Override
        long sealedElsewhere() {
          return 0;
        }
      };
  public final KeyMaker maker = new KeyMaker();
  public final FirstKeys first = new FirstKeys();
  public final KeyRotation rotation = new KeyRotation();
  public final ActiveKeys active = new ActiveKeys();
  public final Transactions transactions;
  public final RetryOnConflict contested;
  public final FakeEvent<DkimKeysChanged> changes = new FakeEvent<>(active::on);
  public final SigningSettings settings;

  /** What DNS says; nothing, until a test changes that. */
  public DkimKeyLookup dns = new DkimKeyLookup((name, type) -> new DnsAnswer.NoSuchName());

  public SigningWiring(TestDatabase database, Path data, Clock clock, String... unsigned) {
    transactions = new TestTransactions(database);
    contested = TestTransactions.contested(database);
    domains = DomainsTestWiring.transacting(database);
    settings =
        new SigningSettings(
            data.resolve("secrets/secrets.key"),
            true,
            Duration.ofDays(7),
            Duration.ofDays(14),
            Set.of(unsigned));
    rows.entities = database.entityManager();
    vault.settings = settings;
    vault.rows = rows;
    vault.transactions = transactions;
    maker.vault = vault;
    first.domains = domains;
    first.rows = rows;
    first.maker = maker;
    first.transactions = transactions;
    first.contested = contested;
    first.changes = changes;
    first.clock = clock;
    rotation.rows = rows;
    rotation.domains = domains;
    rotation.records = new Records();
    rotation.settings = settings;
    rotation.transactions = transactions;
    rotation.changes = changes;
    rotation.clock = clock;
    active.domains = domains;
    active.rows = rows;
    active.maker = maker;
    active.settings = settings;
    active.transactions = transactions;
    active.topic = new Silent();
  }

  private final class Records extends PublishedRecords {
    @Override
    DkimKeyLookup lookup() {
      return dns;
    }
  }

  private static final class Silent extends ChangeTopic {
    @Override
    public void tell(String kind, long id, String text) {}
  }
}
