package org.posthorn.signing.boundary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.domains.boundary.Result.Objection;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.mailauth.dkim.DkimKeyLookup;
import org.posthorn.mailauth.dkim.DkimResult;
import org.posthorn.mailauth.dkim.DkimVerification;
import org.posthorn.mailauth.dkim.DkimVerifier;
import org.posthorn.mailauth.dns.DnsAnswer;
import org.posthorn.signing.control.SigningWiring;
import org.posthorn.signing.value.DkimKeyInfo;
import org.posthorn.signing.value.DkimKeyState;
import org.posthorn.signing.value.KeysUnreadable;
import org.posthorn.smtp.client.ContentSigner;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.testkit.MemoryContent;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;

/** Keys of domains, and what is signed with them. */
@OnBothDatabases
class SigningTest {
  private static final AtomicInteger DOMAINS = new AtomicInteger();

  private final TestDatabase database;
  private final String domain = "d" + DOMAINS.incrementAndGet() + ".test";
  private final List<Record> published = new ArrayList<>();
  private Instant now = Instant.now(); // DKIM's times are those of the day
  private final Clock clock =
      new Clock() {
        @Override
        public java.time.ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private @TempDir Path data;
  private SigningWiring wiring;
  private DkimKeys keys;
  private Signing signing;

  @SuppressWarnings("NullAway.Init")
  SigningTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void wire() {
    database.transact(
        all ->
            all.createNativeQuery("delete from mail_domain where name like 'd%.test'")
                .executeUpdate());
    wiring = wiring("quiet@" + domain);
    keys = SigningBench.keys(wiring, clock);
    signing = SigningBench.signing(wiring);
    wiring.domains.create(domain, "");
  }

  private SigningWiring wiring(String... unsigned) {
    SigningWiring made = new SigningWiring(database, data, clock, unsigned);
    made.dns = lookup();
    return made;
  }

  private DkimKeyLookup lookup() {
    return new DkimKeyLookup(
        (name, type) -> {
          List<Record> found = published.stream().filter(r -> r.getName().equals(name)).toList();
          return found.isEmpty()
              ? new DnsAnswer.NoSuchName()
              : new DnsAnswer.Records(found, false, name);
        });
  }

  private void publish(DkimKeyInfo key) throws Exception {
    List<String> strings = new ArrayList<>();
    for (int at = 0; at < key.recordText().length(); at += 255) {
      strings.add(key.recordText().substring(at, Math.min(key.recordText().length(), at + 255)));
    }
    Name name = Name.fromString(key.recordName(), Name.root);
    published.add(new TXTRecord(name, DClass.IN, 60, strings));
  }

  private List<DkimKeyInfo> list() {
    return keys.list(domain).orElseThrow();
  }

  private DkimKeyState state(String selector) {
    return keys.find(domain, selector).orElseThrow().state();
  }

  private static Content message(String from) {
    return new MemoryContent(
        7, ("From: " + from + "\r\nTo: x@y.test\r\n\r\nHi\r\n").getBytes(UTF_8));
  }

  private Optional<ContentSigner> signer(Content message) {
    return signing.signer(envelope().asOwn(), message);
  }

  private static Envelope envelope() {
    return Envelope.of(
        Optional.of(new Address("a", "b.test")),
        List.of(new Address("x", "y.test")),
        false,
        Body.SEVEN_BIT);
  }

  private List<String> verify(Content message) {
    String fields = signer(message).orElseThrow().fields(message, 0, true);
    ByteBuffer octets = ByteBuffer.allocate((int) message.size());
    message.read(0, octets);
    DkimVerification verification = new DkimVerifier(lookup(), Clock.systemUTC()).begin();
    verification.feed(ByteBuffer.wrap(fields.getBytes(ISO_8859_1)));
    verification.feed(octets.flip());
    return verification.finish().stream()
        .map(DkimResult::text)
        .map(text -> text.replaceAll(" header\\.[^ds].*| \\(.*?\\)", ""))
        .toList();
  }

  @Test
  void aNewDomainSignsWithTwoKeysThatItsRecordsVerify() throws Exception {
    assertThat(list())
        .extracting(DkimKeyInfo::algorithm)
        .containsExactly("rsa-sha256", "ed25519-sha256");
    assertThat(list()).extracting(DkimKeyInfo::state).containsOnly(DkimKeyState.ACTIVE);
    for (DkimKeyInfo key : list()) {
      publish(key);
    }
    assertThat(verify(message("Ann <ann@" + domain + ">")))
        .containsExactly(
            "dkim=pass header.d=" + domain + " header.s=" + list().get(0).selector(),
            "dkim=pass header.d=" + domain + " header.s=" + list().get(1).selector());
  }

  @Test
  void aMessageIsSignedAndGivenBack() throws Exception {
    for (DkimKeyInfo key : list()) {
      publish(key);
    }
    MessageSigning giving = new MessageSigning();
    giving.signing = signing;
    byte[] message = ("From: ann@" + domain + "\r\nTo: x@y.test\r\n\r\nHi\r\n").getBytes(UTF_8);
    byte[] signed = giving.sign(message, any -> true).outcome().orElseThrow();
    DkimVerification verification = new DkimVerifier(lookup(), Clock.systemUTC()).begin();
    verification.feed(ByteBuffer.wrap(signed));
    assertThat(verification.finish())
        .hasSize(2)
        .allMatch(result -> result.text().startsWith("dkim=pass"));
    assertThat(new String(signed, UTF_8)).endsWith(new String(message, UTF_8));
    assertThat(giving.sign(message, any -> false).refusal().orElseThrow().reason())
        .isEqualTo("is written by somebody else");
    assertThat(giving.sign("From: a@b.test\r\n\r\nx\r\n".getBytes(UTF_8), any -> true).refusal())
        .isPresent();
    assertThat(giving.sign("Subject: x\r\n\r\n".getBytes(UTF_8), any -> true).refusal())
        .isPresent();
    assertThat(
            giving.sign(("From: ann@" + domain + "\n\nx\n").getBytes(UTF_8), any -> true).refusal())
        .isPresent();
  }

  @Test
  void reportsOfAHostAreSignedByTheDomainAboveIt() throws Exception {
    for (DkimKeyInfo key : list()) {
      publish(key);
    }
    assertThat(verify(message("MAILER-DAEMON@mail." + domain)))
        .hasSize(2)
        .allMatch(text -> text.startsWith("dkim=pass header.d=" + domain));
  }

  @Test
  void onlyOwnMailOfOwnAuthorsIsSigned() {
    list();
    Content own = message("ann@" + domain);
    assertThat(signer(own)).isPresent();
    assertThat(signing.signer(envelope(), own)).isEmpty(); // of a stranger who says so
    assertThat(signer(message("ann@elsewhere.test"))).isEmpty();
    assertThat(signer(message("nobody"))).isEmpty();
    assertThat(signer(message("ann@" + domain + "\r\nFrom: bob@" + domain))).isEmpty();
    assertThat(signer(message("Quiet@" + domain))).isEmpty(); // posthorn.dkim.unsigned
    signing = SigningBench.signing(wiring(domain));
    assertThat(signer(own)).isEmpty();
  }

  @Test
  void aMessageToManyDomainsIsSignedOnce() {
    list();
    Content message = message("ann@" + domain);
    String fields = signer(message).orElseThrow().fields(message, 0, true);
    assertThat(signer(message).orElseThrow().fields(message, 0, true)).isSameAs(fields);
    Content converted = message("ann@" + domain);
    assertThat(signer(message).orElseThrow().fields(converted, 0, true)).isNotSameAs(fields);
    assertThat(signer(message).orElseThrow().fields(message, 0, false)).isNotSameAs(fields);
  }

  @Test
  void aPublishedKeySignsInPlaceOfTheOneBefore() throws Exception {
    String before = list().get(1).selector();
    DkimKeyInfo fresh =
        keys.create(domain, "ed25519-sha256", Optional.empty()).outcome().orElseThrow();
    assertThat(fresh.selector()).isEqualTo(before + "2");
    wiring.rotation.turn();
    assertThat(state(fresh.selector())).isEqualTo(DkimKeyState.PENDING);
    publish(fresh);
    wiring.rotation.turn();
    assertThat(state(fresh.selector())).isEqualTo(DkimKeyState.ACTIVE);
    assertThat(state(before)).isEqualTo(DkimKeyState.RETIRED);
    assertThat(keys.find(domain, before).orElseThrow().notAfter()).isPresent();
    assertThat(state(list().get(0).selector())).isEqualTo(DkimKeyState.ACTIVE); // RSA
    Content message = message("ann@" + domain);
    assertThat(signer(message).orElseThrow().fields(message, 0, true))
        .contains("s=" + fresh.selector() + ";")
        .doesNotContain("s=" + before + ";");
    now = now.plus(Duration.ofDays(13));
    wiring.rotation.turn();
    assertThat(keys.find(domain, before)).isPresent();
    now = now.plus(Duration.ofDays(2));
    wiring.rotation.turn();
    assertThat(keys.find(domain, before)).isEmpty();
  }

  @Test
  void somebodyElsesRecordActivatesNothing() throws Exception {
    DkimKeyInfo fresh =
        keys.create(domain, "rsa-sha256", Optional.of("mine")).outcome().orElseThrow();
    DkimKeyInfo other = list().get(0);
    publish(
        new DkimKeyInfo(
            domain,
            "mine",
            "rsa-sha256",
            DkimKeyState.PENDING,
            now,
            Optional.empty(),
            fresh.recordName(),
            other.recordText()));
    wiring.rotation.turn();
    assertThat(state("mine")).isEqualTo(DkimKeyState.PENDING);
    assertThat(keys.move(domain, "mine", DkimKeyState.ACTIVE).outcome()).isPresent();
    assertThat(state("mine")).isEqualTo(DkimKeyState.ACTIVE);
    assertThat(state(other.selector())).isEqualTo(DkimKeyState.RETIRED);
  }

  @Test
  void nonsenseIsRefused() {
    assertThat(keys.list("none.test")).isEmpty();
    assertThat(field(keys.create("none.test", "rsa-sha256", Optional.empty()).refusal()))
        .isEqualTo("name");
    assertThat(field(keys.create(domain, "rsa-sha1", Optional.empty()).refusal()))
        .isEqualTo("algorithm");
    for (String selector : List.of("", "A", "a.b", "-a", "a".repeat(64), "ä")) {
      assertThat(field(keys.create(domain, "ed25519-sha256", Optional.of(selector)).refusal()))
          .isEqualTo("selector");
    }
    String active = list().get(1).selector();
    assertThat(keys.create(domain, "ed25519-sha256", Optional.of(active)).refusal()).isPresent();
    assertThat(field(keys.remove(domain, active).refusal())).isEqualTo("state");
    assertThat(field(keys.remove(domain, "none").refusal())).isEqualTo("selector");
    assertThat(keys.move(domain, active, DkimKeyState.PENDING).refusal()).isPresent();
  }

  private static String field(Optional<Objection> objection) {
    return objection.orElseThrow().field();
  }

  @Test
  void whoRemovesAllKeysGetsNoNewOnes() {
    for (DkimKeyInfo key : list()) {
      keys.move(domain, key.selector(), DkimKeyState.RETIRED);
      assertThat(keys.remove(domain, key.selector()).outcome()).isPresent();
    }
    wiring.first.makeAll();
    assertThat(list()).isEmpty();
    assertThat(signer(message("ann@" + domain))).isEmpty();
    assertThat(wiring.domains.delete(domain).outcome()).isPresent();
  }

  @Test
  void aDomainGoesWithItsKeys() {
    list();
    assertThat(wiring.domains.delete(domain).outcome()).isPresent();
    assertThat(keys.list(domain)).isEmpty();
  }

  @Test
  void withoutTheFileNothingIsSignedAndNoOtherFileIsMade() throws Exception {
    list();
    Path file = data.resolve("secrets/secrets.key");
    String text = Files.readString(file);
    Files.delete(file);
    wiring = wiring();
    keys = SigningBench.keys(wiring, clock);
    signing = SigningBench.signing(wiring);
    assertThatThrownBy(() -> signer(message("ann@" + domain))).isInstanceOf(KeysUnreadable.class);
    assertThat(keys.create(domain, "rsa-sha256", Optional.empty()).refusal().orElseThrow().reason())
        .contains("missing");
    assertThat(file).doesNotExist();
    Files.writeString(file, text);
    assertThat(signer(message("ann@" + domain))).isPresent();
  }

  @Test
  void privateKeysAreNotInTheDatabase() {
    list();
    List<?> rows =
        database.inTransaction(
            all -> all.createNativeQuery("select private_key from dkim_key").getResultList());
    for (Object row : rows) {
      assertThatThrownBy(
              () ->
                  java.security.KeyFactory.getInstance("RSA")
                      .generatePrivate(new java.security.spec.PKCS8EncodedKeySpec((byte[]) row)))
          .isInstanceOf(java.security.spec.InvalidKeySpecException.class);
    }
  }
}
