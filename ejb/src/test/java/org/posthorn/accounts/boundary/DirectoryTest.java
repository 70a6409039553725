package org.posthorn.accounts.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.accounts.boundary.TestAccounts.address;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.value.AccountChange;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

@OnBothDatabases
class DirectoryTest {
  private final TestDatabase database;
  private final TestAccounts here;
  private long admin;
  private long ann;
  private long tagged;

  DirectoryTest(TestDatabase database) {
    this.database = database;
    here = new TestAccounts(database);
  }

  @BeforeEach
  void createAccounts() {
    here.domain("dir.test");
    here.domain("bücher.test");
    admin = account("admin@dir.test", true);
    ann = account("ann@dir.test", false);
    tagged = account("ann+own@dir.test", false);
  }

  // the tests share the database
  private long account(String address, boolean administrator) {
    return here.accounts(a -> a.find(address(address)))
        .orElseGet(() -> here.account(address, "password", administrator))
        .id();
  }

  @Test
  void findsAnAddressInAnyCase() {
    assertThat(find("ANN@Dir.Test")).contains(ann);
    assertThat(find("bob@dir.test")).isEmpty();
    assertThat(find("ann@elsewhere.test")).isEmpty();
  }

  @Test
  void dropsWhatFollowsThePlusUnlessThatIsAnAddress() {
    assertThat(find("ann+lists@dir.test")).contains(ann);
    assertThat(find("ann+a+b@dir.test")).contains(ann);
    assertThat(find("ann+OWN@dir.test")).contains(tagged);
    assertThat(find("+x@dir.test")).isEmpty();
    assertThat(find("bob+x@dir.test")).isEmpty();
  }

  @Test
  void postmasterOfEachDomainIsTheAdministrator() { // RFC 5321 §4.5.1
    assertThat(find("Postmaster@dir.test")).contains(admin);
    assertThat(find("postmaster@bücher.test")).contains(admin);
    assertThat(find("postmaster@elsewhere.test")).isEmpty();
  }

  @Test
  void abuseOfEachDomainIsTheAdministrator() { // RFC 2142 §4
    assertThat(find("abuse@dir.test")).contains(admin);
    assertThat(find("Abuse@mx.dir.test")).contains(admin);
    assertThat(find("abuse@elsewhere.test")).isEmpty();
  }

  @Test
  void somebodyIsReachedAtThisHost() { // RFC 5321 §4.5.1
    assertThat(find("POSTMASTER@mx.dir.test")).contains(admin);
    assertThat(find("Mailer-Daemon@MX.dir.test")).contains(admin);
    assertThat(find("ann@mx.dir.test")).isEmpty();
    assertThat(find("mailer-daemon@dir.test")).isEmpty();
    assertThat(find("postmaster@other.dir.test")).isEmpty();
  }

  @Test
  void domainsThatWereKeptAsALabelsAreFoundByTheirNames() {
    database.transact(
        e -> {
          insert(
              e,
              "insert into mail_domain (name, description, created_at, version)"
                  + " select 'xn--strae-oqa.test', '', created_at, 0 from mail_domain"
                  + " where name = 'dir.test'");
          insert(
              e,
              "insert into account_address (account_id, domain_id, place, address, lookup_key)"
                  + " select "
                  + ann
                  + ", id, 99, 'Old@xn--strae-oqa.test', 'old@xn--strae-oqa.test'"
                  + " from mail_domain where name = 'xn--strae-oqa.test'");
        });
    assertThat(find("old@straße.test")).isEmpty();
    here.respell();
    here.wiring.clock.advance(Duration.ofSeconds(11));
    assertThat(find("old@straße.test")).contains(ann);
    assertThat(find("OLD@xn--strae-oqa.test")).contains(ann);
    here.respell();
    assertThat(find("old@straße.test")).contains(ann);
  }

  private static void insert(EntityManager entities, String statement) {
    entities.createNativeQuery(statement).executeUpdate();
  }

  @Test
  void whatIsLookedUpAnewComesFromTheDatabase() {
    assertThat(find("anew@dir.test")).isEmpty();
    assertThat(find("anew+x@dir.test")).isEmpty();
    long fresh = new TestAccounts(database).account("anew@dir.test", "password", false).id();
    assertThat(here.directory(d -> d.findAnew(address("anew+x@dir.test"))).map(AccountRef::id))
        .contains(fresh);
    assertThat(find("anew@dir.test")).contains(fresh);
  }

  @Test
  void knowsOwnDomainsInBothForms() {
    assertThat(ownsDomain("DIR.test")).isTrue();
    assertThat(ownsDomain("xn--bcher-kva.test")).isTrue();
    assertThat(ownsDomain("sub.dir.test")).isFalse();
    assertThat(ownsDomain("not a domain")).isFalse();
  }

  @Test
  void senderIsOwnedByWhoGetsItsMail() {
    assertThat(annOwns("ann+news@dir.test")).isTrue();
    assertThat(annOwns("ann+own@dir.test")).isFalse();
    assertThat(annOwns("ann@elsewhere.test")).isFalse();
  }

  @Test
  void ownChangesCountAtOnceOthersSoon() {
    assertThat(find("new@dir.test")).isEmpty();
    TestAccounts elsewhere = new TestAccounts(database);
    long fresh = elsewhere.account("new@dir.test", "password", false).id();
    assertThat(find("new@dir.test")).isEmpty();
    here.wiring.clock.advance(Duration.ofSeconds(11));
    assertThat(find("new@dir.test")).contains(fresh);
    here.accounts(
        a ->
            a.change(
                address("new@dir.test"),
                new AccountChange(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(address("newer@dir.test")),
                    List.of())));
    assertThat(find("newer@dir.test")).contains(fresh);
  }

  private boolean annOwns(String sender) {
    return here.directory(d -> d.owns(ann, address(sender)));
  }

  private boolean ownsDomain(String domain) {
    return here.directory(d -> d.ownsDomain(domain));
  }

  private Optional<Long> find(String address) {
    return here.directory(d -> d.find(address(address))).map(AccountRef::id);
  }
}
