package org.posthorn.store.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.accounts.boundary.TestAccounts;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.Acl;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.RightsContract;
import org.posthorn.sasl.Login;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.textindex.boundary.TextIndex;

/** The real store, on both databases. */
@OnBothDatabases
class AccountStoresTest extends RightsContract {
  private static final AtomicInteger ROUNDS = new AtomicInteger();

  @TempDir Path directory;
  private final TestDatabase database;
  private final TestAccounts accounts;
  private final AccountStores stores = new AccountStores();
  private Store store;
  private Login ann;
  private Login bob;
  private AccountStore bobs;
  private Optional<Place> granted = Optional.empty();
  private int count;

  AccountStoresTest(TestDatabase database) {
    this.database = database;
    this.accounts = new TestAccounts(database);
  }

  @BeforeEach
  void open() {
    String domain = "ports" + ROUNDS.incrementAndGet() + ".example";
    accounts.domain(domain);
    store = new Store(database, directory, false, accounts.directory());
    store.maxMailboxes(1_000);
    stores.mailboxes = store.mailboxes();
    stores.annotations = store.annotations();
    stores.quotas = store.quotas(accounts.limits(), accounts.directory(), accounts.changeable());
    stores.contents = store.contents();
    stores.texts = new TextIndex();
    stores.changes = store.accountChanges();
    ann = account("ann@" + domain);
    bob = account("bob@" + domain);
    bobs = stores.as(bob);
  }

  private Login account(String address) {
    long id = accounts.account(address, "a long password", false).id();
    store.createAccount(id);
    return new Login(id, address);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  protected AccountStore store() {
    return stores.as(ann);
  }

  @Override
  protected Place own() {
    return made(stores.as(ann), new MailboxName("own" + ++count));
  }

  private Place made(AccountStore by, MailboxName name) {
    long id = by.folders().create(name, Optional.empty()).result().orElseThrow().id();
    NewMessage deleted =
        new NewMessage(store.message("two"), new Flags(Flags.DELETED, List.of()), 1);
    assertThat(by.messages().append(id, List.of(message(), deleted)).result()).isPresent();
    byte[] octets = "a comment".getBytes(StandardCharsets.US_ASCII);
    by.metadata()
        .set(id, Map.of("/shared/comment", Optional.of(octets)), (box, own, entries) -> {});
    return new Place(id, name);
  }

  @Override
  protected Place shared(String rights) {
    granted.ifPresent(before -> grant(before, ""));
    MailboxName name = new MailboxName("shared" + ++count);
    Place made = made(bobs, name);
    Place seen =
        new Place(made.id(), new MailboxName("Other Users/" + bob.address() + "/" + name.text()));
    grant(seen, rights);
    granted = Optional.of(seen);
    return seen;
  }

  @Override
  protected void grant(Place place, String rights) {
    Rights parsed = Rights.parse(rights).orElseThrow();
    bobs.sharing().change(place.id(), new Acl.Change(ann.address(), Acl.Operation.REPLACE, parsed));
  }

  @Override
  protected String root(Place place) {
    return bob.address();
  }

  @Override
  protected NewMessage message() {
    return new NewMessage(store.message("one"), Flags.NONE, 1_700_000_000L);
  }

  @Override
  protected void touch(Place place) {
    FlagChange change =
        new FlagChange(FlagChange.Operation.ADD, new Flags(Flags.ANSWERED, List.of()));
    bobs.messages().store(place.id(), UidSet.of(1), change, OptionalLong.empty());
  }
}
