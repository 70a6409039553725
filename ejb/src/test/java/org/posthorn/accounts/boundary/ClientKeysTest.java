package org.posthorn.accounts.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.accounts.boundary.TestAccounts.address;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.value.AccountChange;
import org.posthorn.accounts.value.AccountInfo;
import org.posthorn.accounts.value.ClientKeyInfo;
import org.posthorn.accounts.value.NewClientKey;
import org.posthorn.domains.boundary.Result;
import org.posthorn.domains.boundary.Result.Objection.Kind;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.KeyLogin;
import org.posthorn.sasl.Login;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

@OnBothDatabases
class ClientKeysTest {
  private static final AtomicInteger DOMAINS = new AtomicInteger();
  private static final String CLIENT = "192.0.2.7";

  private final TestAccounts here;
  private final String domain = "k" + DOMAINS.incrementAndGet() + ".test";
  private final String ann = "ann@" + domain;
  private final String bob = "bob@" + domain;
  private final byte[] spki = key("Ed25519", 255);
  private final String fingerprint = fingerprint(spki);
  private Login login = new Login(0, "");

  ClientKeysTest(TestDatabase database) throws GeneralSecurityException {
    here = new TestAccounts(database);
  }

  @BeforeEach
  void createAccounts() {
    here.domain(domain);
    login = new Login(here.account(ann, "correct horse", false).id(), ann);
    here.account(bob, "correct horse", false);
  }

  @Test
  void registeredKeyLogsInAndIsListed() {
    assertThat(keyLogin()).isEmpty();
    ClientKeyInfo added = add(ann, pem(spki), false).outcome().orElseThrow();
    assertThat(added.fingerprint()).isEqualTo(fingerprint);
    assertThat(added.algorithm()).isEqualTo("Ed25519");
    assertThat(keyLogin()).hasValue(new KeyLogin(login, false));
    assertThat(list(ann)).hasValue(List.of(added));
    assertThat(find()).hasValue(added);
    assertThat(list(bob)).hasValue(List.of());
    assertThat(list("eve@" + domain)).isEmpty();
  }

  @Test
  void externalTakesNoIdentityOrOneOfTheAccount() {
    add(ann, Base64.getMimeEncoder().encodeToString(spki), true);
    here.accounts(
        a ->
            a.change(
                address(ann),
                new AccountChange(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(address("anna@" + domain)),
                    List.of())));
    for (String identity : List.of("", ann, "ANNA@" + domain)) {
      assertThat(external(identity)).isEqualTo(new Admission.Granted(login));
    }
    for (int i = 0; i < 100; i++) { // it is no guessing, so nobody is shut out
      assertThat(external(bob)).isEqualTo(new Admission.Denied());
    }
    assertThat(external("nonsense")).isEqualTo(new Admission.Denied());
    assertThat(external(ann)).isEqualTo(new Admission.Granted(login));
    assertThat(external("00", "")).isEqualTo(new Admission.Denied());
  }

  @Test
  void removedKeyAndDisabledOrDeletedAccountLogInNoMore() {
    add(ann, pem(spki), true);
    disable(true);
    assertThat(keyLogin()).isEmpty();
    assertThat(external("")).isEqualTo(new Admission.Denied());
    disable(false);
    assertThat(keyLogin()).isPresent();
    assertThat(standing()).isPresent();
    assertThat(remove().outcome()).isPresent();
    assertThat(keyLogin()).isEmpty();
    assertThat(standing()).isEmpty();
    assertThat(refusal(remove())).isEqualTo(Kind.UNKNOWN);

    add(ann, pem(spki), true);
    assertThat(keyLogin()).isPresent();
    assertThat(deleted()).isPresent();
    assertThat(keyLogin()).isEmpty();
    assertThat(find()).isEmpty();
  }

  private Optional<String> standing() {
    return here.login(l -> l.standing(login, Optional.of(fingerprint)));
  }

  @Test
  void keyOfAnAddressThatIsGoneLogsInNoMore() {
    String other = "anna@" + domain;
    change(List.of(address(other)), List.of());
    add(other, pem(spki), true);
    assertThat(keyLogin()).hasValue(new KeyLogin(login, true));
    change(List.of(), List.of(address(other)));
    assertThat(keyLogin()).isEmpty();
    here.account(other, "correct horse", false);
    assertThat(keyLogin()).isEmpty();
  }

  @Test
  void aKeyBelongsToOneAccount() {
    add(ann, pem(spki), true);
    assertThat(refusal(add(bob, pem(spki), true))).isEqualTo(Kind.CONFLICT);
    assertThat(refusal(add(ann, pem(spki), true))).isEqualTo(Kind.CONFLICT);
    assertThat(refusal(add("eve@" + domain, pem(spki), true))).isEqualTo(Kind.INVALID);
  }

  @Test
  void anAccountHasManyKeysButNotWithoutEnd() throws GeneralSecurityException {
    for (int i = 0; i < ClientKeys.MAX_KEYS; i++) {
      assertThat(add(ann, pem(key("Ed25519", 255)), true).outcome()).isPresent();
    }
    assertThat(refusal(add(ann, pem(spki), true))).isEqualTo(Kind.CONFLICT);
  }

  @Test
  void otherKeysAndTextsAreExplained() throws GeneralSecurityException {
    for (String good : List.of("EC 256", "EC 384", "EC 521", "RSA 2048")) {
      String[] parts = good.split(" ");
      assertThat(add(ann, pem(key(parts[0], Integer.parseInt(parts[1]))), true).outcome())
          .hasValueSatisfying(
              k -> assertThat(k.algorithm()).isEqualTo(good.replace("EC ", "ECDSA ")));
    }
    assertThat(reason(pem(key("RSA", 1024)))).contains("RSA key of 1024 bits", "2048 to 4096");
    assertThat(reason(pem(key("DSA", 1024)))).contains("take Ed25519, ECDSA or RSA");
    assertThat(reason(pem(key("X25519", 255)))).contains("take Ed25519, ECDSA or RSA");
    assertThat(reason("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"))
        .contains("is a private key", "send its certificate");
    assertThat(
            reason("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----"))
        .contains("certificate request");
    for (String garbage :
        List.of(
            "",
            "garbage",
            "AAAA",
            "MIIB",
            "-----BEGIN ",
            "-----BEGIN CERTIFICATE-----",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            "-----BEGIN PUBLIC KEY-----\n!!!\n-----END PUBLIC KEY-----\n")) {
      assertThat(reason(garbage)).as(garbage).contains("is neither a certificate nor a public key");
    }
    assertThat(reason("A".repeat(70_000))).contains("longer than");
    NewClientKey named = new NewClientKey(address(ann), pem(spki), "a\u0000b", true);
    Result<ClientKeyInfo> refused = here.keys(k -> k.add(named));
    assertThat(refused.refusal()).isPresent();
  }

  private Result<ClientKeyInfo> add(String who, String key, boolean preauth) {
    return here.keys(k -> k.add(new NewClientKey(address(who), key, "laptop", preauth)));
  }

  private String reason(String key) {
    Result.Objection objection = add(ann, key, true).refusal().orElseThrow();
    assertThat(objection.field()).isEqualTo("key");
    return objection.reason();
  }

  private Admission external(String identity) {
    return external(fingerprint, identity);
  }

  private Admission external(String key, String identity) {
    return here.login(l -> l.external(key, identity, CLIENT));
  }

  private Optional<KeyLogin> keyLogin() {
    return here.login(l -> l.keyLogin(fingerprint));
  }

  private Optional<ClientKeyInfo> find() {
    return here.keys(k -> k.find(fingerprint));
  }

  private Optional<List<ClientKeyInfo>> list(String who) {
    return here.keys(k -> k.list(address(who)));
  }

  private Result<ClientKeyInfo> remove() {
    return here.keys(k -> k.remove(fingerprint));
  }

  private Optional<AccountInfo> deleted() {
    return here.accounts(a -> a.delete(address(ann)).outcome());
  }

  private void disable(boolean disabled) {
    here.accounts(
        a ->
            a.change(
                address(ann),
                new AccountChange(
                    Optional.empty(),
                    Optional.of(disabled),
                    Optional.empty(),
                    List.of(),
                    List.of())));
  }

  private void change(
      List<org.posthorn.kernel.Address> added, List<org.posthorn.kernel.Address> removed) {
    here.accounts(
        a ->
            a.change(
                address(ann),
                new AccountChange(
                    Optional.empty(), Optional.empty(), Optional.empty(), added, removed)));
  }

  private static Kind refusal(Result<ClientKeyInfo> result) {
    return result.refusal().orElseThrow().kind();
  }

  private static byte[] key(String algorithm, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair().getPublic().getEncoded();
  }

  private static String pem(byte[] spki) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(spki)
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String fingerprint(byte[] spki) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(spki));
  }
}
