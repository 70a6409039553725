package org.posthorn.webapi.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.value.AccountChange;
import org.posthorn.accounts.value.LimitsChange;
import org.posthorn.accounts.value.NewAccount;
import org.posthorn.accounts.value.OwnLimits;
import org.posthorn.kernel.Address;
import org.posthorn.webapi.body.TestBinding;
import org.posthorn.webapi.problem.Violation;

class AccountBodiesTest {
  private static final Address ANN = Address.parse("ann@a.test").orElseThrow();

  @Test
  void aNewAccountNeedsAddressAndPassword() {
    assertThat(TestBinding.bind("{}", CreateAccount.class).violations())
        .containsExactly(
            new Violation("address", "is missing"), new Violation("password", "is missing"));
    NewAccount account =
        TestBinding.bind(
                "{\"address\":\"ann@a.test\",\"password\":\"password 1\",\"storageLimit\":null}",
                CreateAccount.class)
            .orThrow()
            .toNewAccount();
    assertThat(account).isEqualTo(new NewAccount(ANN, "password 1", false, OwnLimits.DEFAULT));
  }

  @Test
  void aPatchChangesWhatItNamesAndNothingElse() { // RFC 7396 §2
    AccountChange change = change("{\"storageLimit\":null,\"messageLimit\":5,\"admin\":true}");
    assertThat(change.limits().octets()).hasValue(OptionalLong.empty());
    assertThat(change.limits().messages()).hasValue(OptionalLong.of(5));
    assertThat(change.limits().mailboxes()).isEmpty();
    assertThat(change.administrator()).hasValue(true);
    assertThat(change.disabled()).isEmpty();
    assertThat(change.password()).isEmpty();
    assertThat(change.added()).isEmpty();
    AccountChange nothing = change("{}");
    assertThat(nothing.limits()).isEqualTo(LimitsChange.NOTHING);
    assertThat(nothing.administrator()).isEmpty();
  }

  @Test
  void addressesComeAndGo() {
    AccountChange change =
        change("{\"addAddresses\":[\"ann@a.test\"],\"removeAddresses\":[\"ann@a.test\"]}");
    assertThat(change.added()).isEqualTo(List.of(ANN));
    assertThat(change.removed()).isEqualTo(List.of(ANN));
  }

  @Test
  void passwordsAreNotPrinted() {
    String secret = "secret password";
    CreateAccount create =
        TestBinding.bind(
                "{\"address\":\"ann@a.test\",\"password\":\"" + secret + "\"}", CreateAccount.class)
            .orThrow();
    assertThat(create.toString()).doesNotContain(secret);
    assertThat(TestBinding.bind("{\"password\":\"" + secret + "\"}", AccountPatch.class).toString())
        .doesNotContain(secret);
  }

  @Test
  void pagesSayWhereTheNextOneBegins() {
    PageLimit two = PageLimit.valueOf("2");
    assertThat(Page.of(List.of("a", "b", "c"), two, String::toUpperCase, each -> each))
        .isEqualTo(new Page<>(List.of("A", "B"), Optional.of("b")));
    assertThat(Page.of(List.of("a", "b"), two, String::toUpperCase, each -> each).next()).isEmpty();
  }

  private static AccountChange change(String json) {
    return AccountPatch.change(TestBinding.patch(json, AccountPatch.class));
  }
}
