package org.posthorn.accounts.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.accounts.boundary.TestAccounts.address;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.accounts.value.AliasMember;
import org.posthorn.accounts.value.AliasSettings;
import org.posthorn.accounts.value.NewAccount;
import org.posthorn.accounts.value.Posting;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.domains.boundary.Result.Objection.Kind;
import org.posthorn.kernel.Address;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

@OnBothDatabases
class AliasesTest {
  private static final AtomicInteger DOMAINS = new AtomicInteger();

  private final TestAccounts here;
  private final String domain = "alias" + DOMAINS.incrementAndGet() + ".test";
  private final Address all = address("all@" + domain);
  private final Address ann = address("ann@" + domain);
  private final Address bob = address("bob@" + domain);
  private long annsId;

  AliasesTest(TestDatabase database) {
    here = new TestAccounts(database);
  }

  @BeforeEach
  void createAccounts() {
    here.domain(domain);
    annsId = here.account(ann.toString(), "correct horse", false).id();
    here.account(bob.toString(), "correct horse", false);
  }

  private Result<AliasInfo> put(Address address, AliasSettings settings) {
    return here.aliases(aliases -> aliases.put(address, settings));
  }

  private static AliasSettings of(Address... members) {
    return settings(Posting.ANYONE, false, Optional.empty(), members);
  }

  private static AliasSettings settings(
      Posting posting, boolean sendAs, Optional<Address> bounces, Address... members) {
    List<AliasMember> all = List.of(members).stream().map(m -> new AliasMember(m, false)).toList();
    return new AliasSettings("note", posting, sendAs, false, bounces, all);
  }

  private Optional<AliasInfo> found(Address address) {
    return here.directory(directory -> directory.alias(address));
  }

  @Test
  void anAliasIsFoundByItsAddressAndWithATag() {
    assertThat(found(all)).isEmpty();
    AliasInfo made = put(all, of(ann, bob)).outcome().orElseThrow();
    assertThat(made.members()).extracting(AliasMember::address).containsExactly(ann, bob);
    assertThat(found(all)).hasValue(made);
    assertThat(found(address("ALL+x@" + domain))).hasValue(made);
    assertThat(found(ann)).isEmpty();
  }

  @Test
  void itsSettingsAreReplacedAsAWhole() {
    AliasInfo made = put(all, of(ann, bob)).outcome().orElseThrow();
    AliasSettings other = settings(Posting.MEMBERS, true, Optional.of(ann), bob);
    AliasInfo changed = put(all, other).outcome().orElseThrow();
    assertThat(changed.id()).isEqualTo(made.id());
    assertThat(found(all)).hasValue(changed);
    assertThat(changed.members()).extracting(AliasMember::address).containsExactly(bob);
    assertThat(changed.bouncesTo()).hasValue(ann);
    done(put(all, of(ann, bob)));
    assertThat(found(all).orElseThrow().members()).hasSize(2);
  }

  @Test
  void oneAddressIsAnAccountsOrAnAliasNeverBoth() {
    assertThat(objection(put(ann, of(bob)))).isEqualTo(Kind.CONFLICT);
    done(put(all, of(ann)));
    NewAccount account = new NewAccount(all, "correct horse", false);
    assertThat(objection(here.accounts(accounts -> accounts.create(account))))
        .isEqualTo(Kind.CONFLICT);
  }

  @Test
  void membersHaveToExist() {
    assertThat(objection(put(all, of(address("eve@" + domain))))).isEqualTo(Kind.INVALID);
    assertThat(objection(put(all, of()))).isEqualTo(Kind.INVALID);
    assertThat(objection(put(all, of(ann, ann)))).isEqualTo(Kind.INVALID);
    assertThat(objection(put(all, of(all)))).isEqualTo(Kind.INVALID);
    assertThat(objection(put(address("x@elsewhere.test"), of(ann)))).isEqualTo(Kind.INVALID);
  }

  @Test
  void aMemberElsewhereNeedsSomebodyWhoMindsTheBounces() {
    Address far = address("far@elsewhere.test");
    assertThat(objection(put(all, of(far)))).isEqualTo(Kind.INVALID);
    AliasSettings minded = settings(Posting.ANYONE, false, Optional.of(ann), far);
    assertThat(put(all, minded).outcome()).isPresent();
    AliasSettings unminded = settings(Posting.ANYONE, false, Optional.of(far), far);
    assertThat(objection(put(all, unminded))).isEqualTo(Kind.INVALID);
  }

  @Test
  void membersSendInItsNameOnlyWhereTheyMay() {
    done(put(all, of(ann)));
    assertThat(annOwns(all)).isFalse();
    done(put(all, settings(Posting.ANYONE, true, Optional.empty(), ann)));
    assertThat(annOwns(all)).isTrue();
    done(put(all, settings(Posting.ANYONE, true, Optional.empty(), bob)));
    assertThat(annOwns(all)).isFalse();
    assertThat(annOwns(ann)).isTrue();
  }

  @Test
  void aRemovedAliasIsGone() {
    done(put(all, of(ann)));
    List<AliasInfo> listed = here.aliases(aliases -> aliases.list("", 1000));
    assertThat(listed).extracting(AliasInfo::address).contains(all);
    done(here.aliases(aliases -> aliases.delete(all)));
    assertThat(found(all)).isEmpty();
    assertThat(objection(here.aliases(aliases -> aliases.delete(all)))).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void whoMayPostIsDecidedByTheList() {
    AliasMember chosen = new AliasMember(ann, true);
    AliasMember other = new AliasMember(bob, false);
    AliasInfo list =
        put(
                all,
                new AliasSettings(
                    "", Posting.CHOSEN, false, false, Optional.empty(), List.of(chosen, other)))
            .outcome()
            .orElseThrow();
    assertThat(list.mayPost(ann)).isTrue();
    assertThat(list.mayPost(address("ANN@" + domain))).isTrue();
    assertThat(list.mayPost(bob)).isFalse();
    assertThat(list.has(bob)).isTrue();
  }

  private static void done(Result<?> result) {
    assertThat(result.outcome()).as(result.toString()).isPresent();
  }

  private boolean annOwns(Address address) {
    return here.directory(directory -> directory.owns(annsId, address));
  }

  private static Kind objection(Result<?> result) {
    return result.refusal().map(Objection::kind).orElseThrow();
  }
}
