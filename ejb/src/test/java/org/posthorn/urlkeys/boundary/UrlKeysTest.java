package org.posthorn.urlkeys.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.entity.TestAccounts;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.urlkeys.control.TestKeyRows;

/** Keys that make URLs of messages valid. RFC 4467 §2. */
@OnBothDatabases
class UrlKeysTest {
  private static final String RUMP = "imap://ann@mx.test/INBOX/;UID=1;URLAUTH=anonymous";

  private final TestDatabase database;
  private final UrlKeys keys = new UrlKeys();
  private long account;

  UrlKeysTest(TestDatabase database) {
    this.database = database;
    keys.rows = new TestKeyRows(database);
  }

  @BeforeEach
  void account() {
    account = TestAccounts.add(database);
  }

  @Test
  void aTokenIsValidUntilItsKeyIsTakenAway() {
    assertThat(keys.validToken(account, 7, RUMP)).isEmpty();
    String token = keys.token(account, 7, RUMP);
    assertThat(token).matches("[0-9a-f]{64}").isEqualTo(keys.token(account, 7, RUMP));
    assertThat(keys.validToken(account, 7, RUMP)).contains(token);
    assertThat(keys.token(account, 7, RUMP + "x")).isNotEqualTo(token);
    assertThat(keys.token(account, 8, RUMP)).isNotEqualTo(token);
    keys.reset(account, OptionalLong.of(7));
    assertThat(keys.validToken(account, 7, RUMP)).isEmpty();
    assertThat(keys.validToken(account, 8, RUMP)).isPresent();
    assertThat(keys.token(account, 7, RUMP)).isNotEqualTo(token);
    keys.reset(account, OptionalLong.empty());
    assertThat(keys.validToken(account, 8, RUMP)).isEmpty();
  }
}
